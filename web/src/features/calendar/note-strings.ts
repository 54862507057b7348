import { defineStrings } from '../../lib/i18n.ts';

export const noteStrings = defineStrings({
  prayer: { ar: 'الصلاة', en: 'the prayer' },
  inside: {
    ar: 'هذا الوقت ضمن وقت صلاة {prayer} ({from} – {to}).',
    en: 'This time is within {prayer} ({from} – {to}).',
  },
  take: { ar: 'اجعله {time}', en: 'Make it {time}' },
  shift: { ar: 'سيُنشر {time} بدلًا منه.', en: 'It will go out at {time} instead.' },
  hold: { ar: 'سينتظر المنشور حتى {time}.', en: 'The post will wait until {time}.' },
  refused: {
    ar: 'ولا دقيقة أخرى مناسبة في هذا اليوم. اختر وقتًا آخر.',
    en: 'That day has no other minute for it. Choose another time.',
  },
  nextSlot: { ar: 'أقرب موعد فارغ', en: 'Next free slot' },
  noSlot: {
    ar: 'لا مواعيد فارغة. أضف مواعيد من إعدادات التقويم.',
    en: 'No slot is free. Add slots under Calendar settings.',
  },
  waited: {
    ar: {
      zero: 'لم ينتظر',
      one: 'انتظر دقيقة واحدة: {prayer}',
      two: 'انتظر دقيقتين: {prayer}',
      few: 'انتظر {count} دقائق: {prayer}',
      many: 'انتظر {count} دقيقة: {prayer}',
      other: 'انتظر {count} دقيقة: {prayer}',
    },
    en: { one: 'Waited {count} minute: {prayer}', other: 'Waited {count} minutes: {prayer}' },
  },
  shifted: {
    ar: {
      zero: 'في وقته',
      one: 'نُقل دقيقة واحدة: {prayer}',
      two: 'نُقل دقيقتين: {prayer}',
      few: 'نُقل {count} دقائق: {prayer}',
      many: 'نُقل {count} دقيقة: {prayer}',
      other: 'نُقل {count} دقيقة: {prayer}',
    },
    en: { one: 'Moved {count} minute: {prayer}', other: 'Moved {count} minutes: {prayer}' },
  },
});
