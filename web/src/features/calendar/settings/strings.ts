import type { PrayerMode } from '#shared/calendar/prayer-policy.ts';
import { defineStrings, type Phrase } from '../../../lib/i18n.ts';

export const modeStrings: Record<PrayerMode, { name: Phrase; text: Phrase }> = {
  off: {
    name: { ar: 'بلا مراعاة', en: 'Off' },
    text: { ar: 'تُنشر المنشورات في أي وقت.', en: 'Posts go out at any time.' },
  },
  warn: {
    name: { ar: 'تنبيه', en: 'Warn' },
    text: {
      ar: 'ننبّهك حين تختار وقت صلاة ونقترح وقتًا بعدها. المنشور يبقى في وقته.',
      en: 'You are told when a time is within a prayer, with a time after it. The post keeps its time.',
    },
  },
  shift: {
    name: { ar: 'نقل', en: 'Shift' },
    text: {
      ar: 'يُنقل المنشور إلى ما بعد الصلاة حين تجدوله، ونذكر مقدار النقل.',
      en: 'The post is moved to after the prayer when you schedule it, and says by how much.',
    },
  },
  hold: {
    name: { ar: 'انتظار', en: 'Hold' },
    text: {
      ar: 'يبقى المنشور في وقته، وينتظر انتهاء الصلاة قبل أن يُنشر.',
      en: 'The post keeps its time and waits for the end of the prayer before it goes out.',
    },
  },
};

export const strings = defineStrings({
  title: { ar: 'إعدادات التقويم', en: 'Calendar settings' },
  back: { ar: 'العودة إلى التقويم', en: 'Back to the calendar' },
  prayers: { ar: 'أوقات الصلاة', en: 'Prayer times' },
  indicative: {
    ar: 'حسب التقويم الفلكي، وقد تختلف دقيقة أو دقيقتين عن المعلن.',
    en: 'By the almanac; they may differ by a minute or two from what is announced.',
  },
  today: { ar: 'اليوم', en: 'Today' },
  mode: { ar: 'عند وقت الصلاة', en: 'At prayer time' },
  governorate: { ar: 'المحافظة', en: 'Governorate' },
  minutes: { ar: 'الدقائق التي لا يُنشر فيها', en: 'Minutes kept clear' },
  prayer: { ar: 'الصلاة', en: 'Prayer' },
  before: { ar: 'قبلها', en: 'Before' },
  after: { ar: 'بعدها', en: 'After' },
  beforeOf: { ar: 'دقائق قبل {prayer}', en: 'Minutes before {prayer}' },
  afterOf: { ar: 'دقائق بعد {prayer}', en: 'Minutes after {prayer}' },
  wrong: { ar: 'اكتب عددًا من 0 إلى 180.', en: 'Write a number from 0 to 180.' },
  save: { ar: 'حفظ', en: 'Save' },
  saved: { ar: 'حُفظت الإعدادات', en: 'Settings saved' },
  readOnly: {
    ar: 'مدير النشاط وحده يغيّر هذه الإعدادات.',
    en: 'Only the manager of your business changes these settings.',
  },
  slots: { ar: 'مواعيد النشر الأسبوعية', en: 'Weekly slots' },
  slotsText: {
    ar: '«أقرب موعد فارغ» في صفحة الكتابة يأتي من هنا. في رمضان تحل مواعيد رمضان محلها وحدها.',
    en: '“Next free slot” in the composer comes from here. In Ramadan its own slots take over by themselves.',
  },
  usual: { ar: 'طوال السنة', en: 'All year' },
  ramadan: { ar: 'في رمضان', en: 'In Ramadan' },
  none: { ar: 'لا مواعيد.', en: 'No slots.' },
  add: { ar: 'إضافة موعد', en: 'Add a slot' },
  time: { ar: 'الوقت', en: 'Time' },
  days: { ar: 'الأيام', en: 'Days' },
  remove: { ar: 'إزالة موعد {time}', en: 'Remove the slot at {time}' },
  everyDay: { ar: 'كل يوم', en: 'Every day' },
  upcoming: { ar: 'المواعيد الفارغة القادمة', en: 'Next free slots' },
  best: { ar: 'أفضل أوقات النشر', en: 'Best times' },
  season: { ar: 'الموسم', en: 'Season' },
  bestHours: { ar: 'الأفضل: {hours}.', en: 'Best: {hours}.' },
  priorBasis: {
    ar: 'مبني على ما هو معروف عن الكويت، لا على نتائجك بعد: {posts} من {enough} منشورًا.',
    en: 'Rests on what is said of Kuwait, not on your results yet: {posts} of {enough} posts.',
  },
  ownBasis: {
    ar: {
      zero: 'لا نتائج بعد.',
      one: 'مبني على نتائج منشور واحد.',
      two: 'مبني على نتائج منشورين.',
      few: 'مبني على نتائج {count} منشورات.',
      many: 'مبني على نتائج {count} منشورًا.',
      other: 'مبني على نتائج {count} منشور.',
    },
    en: { one: 'Rests on the results of {count} post.', other: 'Rests on the results of {count} posts.' },
  },
  beforePrayer: {
    ar: {
      zero: 'وقت {prayer}',
      one: 'قبل {prayer} بدقيقة',
      two: 'قبل {prayer} بدقيقتين',
      few: 'قبل {prayer} بـ{count} دقائق',
      many: 'قبل {prayer} بـ{count} دقيقة',
      other: 'قبل {prayer} بـ{count} دقيقة',
    },
    en: { one: '{count} minute before {prayer}', other: '{count} minutes before {prayer}' },
  },
  afterPrayer: {
    ar: {
      zero: 'وقت {prayer}',
      one: 'بعد {prayer} بدقيقة',
      two: 'بعد {prayer} بدقيقتين',
      few: 'بعد {prayer} بـ{count} دقائق',
      many: 'بعد {prayer} بـ{count} دقيقة',
      other: 'بعد {prayer} بـ{count} دقيقة',
    },
    en: { one: '{count} minute after {prayer}', other: '{count} minutes after {prayer}' },
  },
});
