import type { RamadanSwitch } from '#shared/calendar/ramadan.ts';
import { defineStrings, type Phrase } from '../../../lib/i18n.ts';

export const switchStrings: Record<RamadanSwitch, Phrase> = {
  auto: { ar: 'حسب الهلال', en: 'By the moon' },
  on: { ar: 'مفعّل', en: 'On' },
  off: { ar: 'معطّل', en: 'Off' },
};

/** What is wrong with a line of the pasted table. */
export const faultStrings: Readonly<Record<string, Phrase>> = {
  header: {
    ar: 'السطر الأول يجب أن يكون: date,fajr,sunrise,dhuhr,asr,maghrib,isha',
    en: 'The first line must be: date,fajr,sunrise,dhuhr,asr,maghrib,isha',
  },
  columns: { ar: 'عدد الأعمدة ليس سبعة', en: 'Not seven columns' },
  no_such_date: { ar: 'تاريخ غير صحيح', en: 'No such date' },
  time: { ar: 'وقت غير صحيح', en: 'Not a time' },
  order: { ar: 'الأوقات ليست بالترتيب', en: 'The times are not in order' },
  far_from_computed: { ar: 'بعيد عن أوقات الكويت', en: 'Far from Kuwait’s times' },
  twice: { ar: 'اليوم مكرر', en: 'The day is there twice' },
  empty: { ar: 'لا أيام في الجدول', en: 'There are no days in the table' },
  too_long: { ar: 'أكثر من سنة', en: 'More than a year' },
};

export const strings = defineStrings({
  title: { ar: 'تقويم الكويت', en: 'Kuwait’s calendar' },
  ramadan: { ar: 'رمضان', en: 'Ramadan' },
  ramadanText: {
    ar: 'مواعيد رمضان لكل الأنشطة تتبع هذا الاختيار.',
    en: 'The slots of Ramadan follow this choice, for every business.',
  },
  mode: { ar: 'وضع رمضان', en: 'Ramadan mode' },
  next: { ar: 'رمضان القادم: {first}. العيد: {eid}.', en: 'Next Ramadan: {first}. Eid: {eid}.' },
  expected: { ar: 'متوقع، لم يُعلن بعد.', en: 'Expected, not announced yet.' },
  announced: { ar: 'أُعلن.', en: 'Announced.' },
  announce: { ar: 'إعلان بداية شهر', en: 'Announce the beginning of a month' },
  announceText: {
    ar: 'بعد إعلان هيئة الرؤية الشرعية. ما بعد الشهر يتبعه بقدر ما يلزم.',
    en: 'After the Sharia Sighting Authority has said it. What comes after follows as far as it must.',
  },
  year: { ar: 'السنة الهجرية', en: 'Hijri year' },
  month: { ar: 'الشهر', en: 'Month' },
  begins: { ar: 'يبدأ', en: 'It begins' },
  earlier: { ar: 'قبل المحسوب بيوم', en: 'A day earlier than calculated' },
  asCalculated: { ar: 'كما حُسب', en: 'As calculated' },
  later: { ar: 'بعد المحسوب بيوم', en: 'A day later than calculated' },
  said: { ar: '{month}: {begins}', en: '{month}: {begins}' },
  store: { ar: 'حفظ الإعلان', en: 'Save the announcement' },
  takeBack: { ar: 'سحب إعلان {month}', en: 'Take back {month}' },
  saved: { ar: 'حُفظ', en: 'Saved' },
  minutes: { ar: 'دقائق الوزارة', en: 'The Ministry’s minutes' },
  minutesText: {
    ar: 'الصق الجدول المطبوع. تحل دقائقه محل المحسوبة في أيامه.',
    en: 'Paste the printed table. Its minutes take the place of the computed ones on its days.',
  },
  table: { ar: 'الجدول', en: 'Table' },
  import: { ar: 'استيراد', en: 'Import' },
  imported: { ar: 'استُورد الجدول', en: 'The table is imported' },
  yearDays: {
    ar: {
      zero: '{year}: لا أيام',
      one: '{year}: يوم واحد',
      two: '{year}: يومان',
      few: '{year}: {count} أيام',
      many: '{year}: {count} يومًا',
      other: '{year}: {count} يوم',
    },
    en: { one: '{year}: {count} day', other: '{year}: {count} days' },
  },
  line: { ar: 'السطر {line}: {fault}', en: 'Line {line}: {fault}' },
  check: { ar: 'المقارنة بمصدر مستقل', en: 'Compared with an independent source' },
  never: { ar: 'لم تُجرَ بعد.', en: 'Not done yet.' },
  compared: {
    ar: {
      zero: 'لا فرق، {time}.',
      one: 'أكبر فرق دقيقة واحدة، {time}.',
      two: 'أكبر فرق دقيقتان، {time}.',
      few: 'أكبر فرق {count} دقائق، {time}.',
      many: 'أكبر فرق {count} دقيقة، {time}.',
      other: 'أكبر فرق {count} دقيقة، {time}.',
    },
    en: { one: 'Largest difference {count} minute, {time}.', other: 'Largest difference {count} minutes, {time}.' },
  },
  differs: {
    ar: {
      zero: 'لا فرق في {day}.',
      one: 'فرق دقيقة واحدة في {day}. راجع الأوقات.',
      two: 'فرق دقيقتين في {day}. راجع الأوقات.',
      few: 'فرق {count} دقائق في {day}. راجع الأوقات.',
      many: 'فرق {count} دقيقة في {day}. راجع الأوقات.',
      other: 'فرق {count} دقيقة في {day}. راجع الأوقات.',
    },
    en: {
      one: 'A difference of {count} minute on {day}. Look at the times.',
      other: 'A difference of {count} minutes on {day}. Look at the times.',
    },
  },
  unreachable: { ar: 'لم يُجب المصدر، {time}.', en: 'The source did not answer, {time}.' },
  readOnly: { ar: 'مالك المنصة وحده يغيّر هذا.', en: 'Only the owner of the platform changes this.' },
});
