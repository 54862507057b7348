import { defineStrings } from '../../lib/i18n.ts';

/** What an account needs so that its posts go out. */
export const accountStrings = defineStrings({
  expiring: {
    ar: 'ينتهي ربط الحساب {name} قريبًا. أعد ربطه قبل أن يتوقف النشر عليه.',
    en: 'The connection of {name} ends soon. Reconnect it before publishing stops.',
  },
  needs_reconnect: {
    ar: 'الحساب {name} يحتاج إلى إعادة ربط، وإلا فلن تُنشر منشوراته.',
    en: '{name} needs reconnecting, or its posts will not go out.',
  },
  disconnected: {
    ar: 'الحساب {name} مفصول. أعد ربطه لتُنشر منشوراته، أو اختر لها حسابًا آخر.',
    en: '{name} is disconnected. Reconnect it so that its posts go out, or choose another account for them.',
  },
});

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
  stepsWelcome: {
    ar: 'ثلاث خطوات ويخرج أول منشور في موعده، وأنت مشغول بزبائنك.',
    en: 'Three steps, and your first post goes out on time while you look after your customers.',
  },
  stepConnect: { ar: 'اربط أول حساب', en: 'Connect your first account' },
  stepConnectWhy: {
    ar: 'تسجّل الدخول عند الشبكة نفسها، ولا نرى كلمة مرورك. دقيقة واحدة.',
    en: 'You sign in at the network itself and we never see your password. It takes a minute.',
  },
  stepWrite: { ar: 'اكتب أول منشور', en: 'Write your first post' },
  stepWriteWhy: {
    ar: 'صورة وكلمتان تكفي. ترى شكل المنشور وأنت تكتب، ويُحفظ وحده.',
    en: 'An image and a few words. You see the post as you write, and it saves itself.',
  },
  stepSchedule: { ar: 'اختر موعدًا وجدوله', en: 'Choose a time and schedule it' },
  stepScheduleWhy: {
    ar: 'بتوقيت الكويت، والتاريخ الهجري بجانبه. ننشره عنك في دقيقته.',
    en: 'In Kuwait time, with the Hijri date beside it. We publish it at that minute.',
  },
  done: { ar: '(تم)', en: '(done)' },
  start: { ar: 'ابدأ', en: 'Start' },
  attention: { ar: 'يحتاج إلى انتباهك', en: 'Needs your attention' },
  waiting: {
    ar: {
      zero: 'لا منشورات تنتظره.',
      one: 'منشور واحد ينتظر ذلك.',
      two: 'منشوران ينتظران ذلك.',
      few: '{count} منشورات تنتظر ذلك.',
      many: '{count} منشورًا تنتظر ذلك.',
      other: '{count} منشور تنتظر ذلك.',
    },
    en: { one: '{count} post waits for that.', other: '{count} posts wait for that.' },
  },
  toConnections: { ar: 'إلى الحسابات', en: 'To the connections' },
  next: { ar: 'المنشورات القادمة', en: 'Next posts' },
  nextEmpty: { ar: 'لا شيء مجدول للأيام القادمة.', en: 'Nothing is scheduled for the coming days.' },
  toCalendar: { ar: 'فتح التقويم', en: 'Open the calendar' },
  write: { ar: 'إنشاء منشور', en: 'Write a post' },
  showAll: { ar: 'عرض الكل ({count})', en: 'Show all ({count})' },
});
