import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الأنشطة التجارية', en: 'Businesses' },
  count: {
    ar: {
      zero: 'لا أنشطة',
      one: 'نشاط واحد',
      two: 'نشاطان',
      few: '{count} أنشطة',
      many: '{count} نشاطًا',
      other: '{count} نشاط',
    },
    en: { one: '{count} business', other: '{count} businesses' },
  },
  countSoFar: { ar: 'أول {count}', en: 'First {count}' },
  empty: { ar: 'لا توجد أنشطة تجارية بعد', en: 'There are no businesses yet' },
  active: { ar: 'نشط', en: 'Active' },
  suspended: { ar: 'موقوف', en: 'Suspended' },
  opened: { ar: 'منذ {date}', en: 'Since {date}' },
  suspend: { ar: 'إيقاف', en: 'Suspend' },
  resume: { ar: 'إعادة التفعيل', en: 'Resume' },
  reason: { ar: 'السبب', en: 'Reason' },
  reasonHint: { ar: 'يُحفظ في سجل التدقيق.', en: 'Kept in the audit log.' },
  reasonMissing: { ar: 'اكتب السبب.', en: 'Write the reason.' },
  suspendDone: { ar: 'أُوقف {name}.', en: '{name} is suspended.' },
  resumeDone: { ar: 'أُعيد تفعيل {name}.', en: '{name} is active again.' },
  more: { ar: 'عرض المزيد', en: 'Show more' },
});

export const suspendDialog = defineStrings({
  title: { ar: 'إيقاف {name}؟', en: 'Suspend {name}?' },
  text: {
    ar: 'خلال دقيقة لن يتمكن أحد من فريق هذا النشاط من الدخول، ولن يُنشر له شيء. بياناته تبقى كما هي.',
    en: 'Within a minute nobody of its team can get in, and nothing of it is published. Its data stays as it is.',
  },
  act: { ar: 'إيقاف النشاط', en: 'Suspend' },
  keep: { ar: 'إبقاء النشاط عاملًا', en: 'Keep it active' },
});

export const resumeDialog = defineStrings({
  title: { ar: 'إعادة تفعيل {name}؟', en: 'Resume {name}?' },
  text: {
    ar: 'يعود فريق هذا النشاط إلى العمل خلال دقيقة. ما فات موعده بأقل من ساعة يُنشر تلقائيًا، وما فات قبل ذلك ينتظر قرار الفريق.',
    en: 'Its team can work again within a minute. Posts whose time passed less than an hour ago go out by themselves; older ones wait for the team’s decision.',
  },
  act: { ar: 'إعادة التفعيل', en: 'Resume' },
  keep: { ar: 'إبقاء النشاط موقوفًا', en: 'Keep it suspended' },
});
