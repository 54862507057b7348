import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الحسابات المرتبطة', en: 'Connections' },
  connect: { ar: 'ربط إنستغرام', en: 'Connect Instagram' },
  emptyTitle: { ar: 'لا يوجد حساب مرتبط بعد', en: 'No account is connected yet' },
  emptyWhy: {
    ar: 'اربط حساب إنستغرام لنشاطك لتُنشر منشوراتك في وقتها.',
    en: 'Connect the Instagram account of your business, and your posts go out on time.',
  },
  viewerOnly: { ar: 'يربط الحساباتِ مديرُ النشاط.', en: 'The manager of your business connects accounts.' },
  needFirst: { ar: 'ما تحتاجه قبل الربط', en: 'What you need before you begin' },
  needProfessional: {
    ar: 'حساب احترافي: تجاري أو لصانع محتوى. الحساب الشخصي لا يصلح، ويمكن تحويله مجانًا من إعدادات إنستغرام.',
    en: 'A professional account: business or creator. A personal one does not work; you can switch it for free in Instagram’s settings.',
  },
  needLogin: {
    ar: 'اسم المستخدم وكلمة المرور لحساب إنستغرام. تكتبهما عند إنستغرام نفسه، ولا نراهما أبدًا.',
    en: 'The account’s user name and password. You write them at Instagram itself; we never see them.',
  },
  needAllow: {
    ar: 'اترك الصلاحيات كلها مفعّلة، فبدون صلاحية النشر لا نستطيع نشر منشوراتك.',
    en: 'Leave all permissions switched on. Without the permission to publish we cannot publish for you.',
  },
  healthy: { ar: 'متصل', en: 'Connected' },
  expiring: { ar: 'تنتهي صلاحيته قريبًا', en: 'Expires soon' },
  needs_reconnect: { ar: 'يحتاج إلى إعادة ربط', en: 'Needs reconnecting' },
  disconnected: { ar: 'مفصول', en: 'Disconnected' },
  healthyWhy: { ar: 'يمكن النشر على هذا الحساب.', en: 'Posts can go out on this account.' },
  expiringWhy: { ar: 'أعد ربطه قبل أن يتوقف النشر.', en: 'Reconnect it before publishing stops.' },
  needs_reconnectWhy: {
    ar: 'لن تُنشر المنشورات على هذا الحساب حتى تعيد ربطه.',
    en: 'Nothing goes out on this account until you reconnect it.',
  },
  disconnectedWhy: {
    ar: 'فُصل هذا الحساب. أعد ربطه لتنشر عليه من جديد.',
    en: 'This account was disconnected. Reconnect it to publish on it again.',
  },
  permission: { ar: 'صلاحية الوصول', en: 'Access' },
  renews: { ar: 'تُجدَّد تلقائيًا · حتى {date}', en: 'Renewed automatically · until {date}' },
  until: { ar: 'حتى {date}', en: 'Until {date}' },
  ended: { ar: 'انتهت في {date}', en: 'Ended on {date}' },
  lastPublished: { ar: 'آخر نشر', en: 'Last published' },
  never: { ar: 'لم يُنشر شيء بعد', en: 'Nothing yet' },
  since: { ar: 'مرتبط منذ', en: 'Connected since' },
  reconnect: { ar: 'إعادة الربط', en: 'Reconnect' },
  disconnect: { ar: 'فصل', en: 'Disconnect' },
  disconnectDone: { ar: 'فُصل الحساب {name}.', en: '{name} is disconnected.' },
  resultTitle: { ar: 'ربط الحساب', en: 'Connecting the account' },
  working: { ar: 'نُكمل الربط مع إنستغرام…', en: 'Finishing with Instagram…' },
  doneTitle: { ar: 'تم ربط {name}', en: '{name} is connected' },
  doneNext: { ar: 'يمكنك الآن كتابة أول منشور وجدولته.', en: 'You can write and schedule a post now.' },
  write: { ar: 'إنشاء منشور', en: 'Write a post' },
  refusedTitle: { ar: 'لم يُربط أي حساب', en: 'No account was connected' },
  failedTitle: { ar: 'لم يكتمل الربط', en: 'The connection was not completed' },
  again: { ar: 'المحاولة من جديد', en: 'Try again' },
  toConnections: { ar: 'إلى الحسابات المرتبطة', en: 'To the connections' },
  reference: { ar: 'رقم المرجع: {id}', en: 'Reference: {id}' },
});

export const connectDialog = defineStrings({
  title: { ar: 'قبل الانتقال إلى إنستغرام', en: 'Before you go to Instagram' },
  act: { ar: 'المتابعة إلى إنستغرام', en: 'Go on to Instagram' },
});

export const disconnectDialog = defineStrings({
  title: { ar: 'فصل الحساب {name}؟', en: 'Disconnect {name}?' },
  text: {
    ar: 'ننسى صلاحية الوصول إليه، ولن تُنشر المنشورات المجدولة عليه. ما نُشر من قبل يبقى على إنستغرام.',
    en: 'We forget the access to it, and posts scheduled on it will not go out. What was published stays on Instagram.',
  },
  act: { ar: 'فصل الحساب', en: 'Disconnect' },
  keep: { ar: 'إبقاء الحساب مرتبطًا', en: 'Keep it connected' },
});
