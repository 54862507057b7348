import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الرئيسية', en: 'Home' },
  welcome: { ar: 'أهلًا {name}', en: 'Hello {name}' },
  stepsTitle: { ar: 'خطواتك الأولى', en: 'Your first steps' },
  stepsDone: {
    ar: {
      zero: 'لم تبدأ بعد',
      one: 'أنجزت خطوة واحدة من ثلاث',
      two: 'أنجزت خطوتين من ثلاث',
      few: 'أنجزت الخطوات كلها',
      many: 'أنجزت {count} خطوة',
      other: 'أنجزت {count} خطوة',
    },
    en: { one: '{count} of 3 done', other: '{count} of 3 done' },
  },
  stepConnect: { ar: 'اربط حساب إنستغرام', en: 'Connect your Instagram account' },
  stepWrite: { ar: 'اكتب أول منشور', en: 'Write your first post' },
  stepSchedule: { ar: 'اختر موعدًا وجدوله', en: 'Choose a time and schedule it' },
  done: { ar: '(تم)', en: '(done)' },
  start: { ar: 'ابدأ', en: 'Start' },
  attention: { ar: 'يحتاج إلى انتباهك', en: 'Needs your attention' },
  reconnect: {
    ar: 'الحساب {name} يحتاج إعادة ربط، وإلا فلن تُنشر منشوراته.',
    en: '{name} needs reconnecting, or its posts will not go out.',
  },
  toConnections: { ar: 'إلى الحسابات', en: 'To the connections' },
  next: { ar: 'المنشورات القادمة', en: 'Next posts' },
  nextEmpty: { ar: 'لا شيء مجدول للأيام القادمة.', en: 'Nothing is scheduled for the coming days.' },
  toCalendar: { ar: 'فتح التقويم', en: 'Open the calendar' },
  write: { ar: 'إنشاء منشور', en: 'Write a post' },
  noText: { ar: 'بدون نص', en: 'No text' },
});
