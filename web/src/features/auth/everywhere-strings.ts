import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  done: { ar: 'انتهت جلساتك على كل الأجهزة.', en: 'Your sessions on all devices have ended.' },
});

export const everywhereDialog = defineStrings({
  title: { ar: 'تسجيل الخروج من كل الأجهزة؟', en: 'Sign out on all devices?' },
  text: {
    ar: 'تنتهي جلستك على هذا الجهاز فورًا، وعلى بقية أجهزتك خلال دقيقة. منشوراتك المجدولة تُنشر في مواعيدها.',
    en: 'Your session ends on this device at once and on your others within a minute. Scheduled posts still go out on time.',
  },
  act: { ar: 'تسجيل الخروج', en: 'Sign out' },
  keep: { ar: 'إبقاء الجلسات مفتوحة', en: 'Keep the sessions open' },
});
