import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الحسابات المرتبطة', en: 'Connections' },
  connect: { ar: 'ربط {network}', en: 'Connect {network}' },
  connectAny: { ar: 'ربط حساب', en: 'Connect an account' },
  notReady: {
    ar: 'لا يمكن ربط حسابات {network} الآن، فلم تُفعَّل هذه الشبكة هنا بعد. الحسابات المرتبطة تواصل النشر كالمعتاد.',
    en: 'Accounts of {network} cannot be connected now: this network is not set up here yet. Accounts that are connected go on publishing.',
  },
  emptyTitle: { ar: 'لا يوجد حساب مرتبط بعد', en: 'No account is connected yet' },
  emptyWhy: {
    ar: 'اربط حسابات نشاطك لتُنشر منشوراتك في وقتها.',
    en: 'Connect the accounts of your business, and your posts go out on time.',
  },
  viewerOnly: { ar: 'يربط الحساباتِ مديرُ النشاط.', en: 'The manager of your business connects accounts.' },
  needLogin: {
    ar: 'اسم المستخدم وكلمة المرور لحسابك. تكتبهما عند {network} نفسه، ولا نراهما أبدًا.',
    en: 'The account’s user name and password. You write them at {network} itself; we never see them.',
  },
  needAllow: {
    ar: 'اترك الصلاحيات كلها مفعّلة، فبدون صلاحية النشر لا نستطيع نشر منشوراتك.',
    en: 'Leave all permissions switched on. Without the permission to publish we cannot publish for you.',
  },
  needFirst: { ar: 'ما تحتاجه قبل الربط', en: 'What you need before you begin' },
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
  stoppedNow: {
    ar: {
      zero: 'لم يتوقف شيء.',
      one: 'توقف منشور واحد.',
      two: 'توقف منشوران.',
      few: 'توقفت {count} منشورات.',
      many: 'توقف {count} منشورًا.',
      other: 'توقف {count} منشور.',
    },
    en: { one: '{count} post was stopped.', other: '{count} posts were stopped.' },
  },
  underway: {
    ar: {
      zero: 'لا شيء قيد النشر.',
      one: 'بدأ نشر منشور واحد ولم يعد إيقافه ممكنًا.',
      two: 'بدأ نشر منشورين ولم يعد إيقافهما ممكنًا.',
      few: 'بدأ نشر {count} منشورات ولم يعد إيقافها ممكنًا.',
      many: 'بدأ نشر {count} منشورًا ولم يعد إيقافها ممكنًا.',
      other: 'بدأ نشر {count} منشور ولم يعد إيقافها ممكنًا.',
    },
    en: {
      one: '{count} post was already going out and could not be stopped.',
      other: '{count} posts were already going out and could not be stopped.',
    },
  },
  leftToStop: {
    ar: {
      zero: 'لم يبق شيء.',
      one: 'بقي منشور واحد نوقفه خلال ساعة.',
      two: 'بقي منشوران نوقفهما خلال ساعة.',
      few: 'بقيت {count} منشورات نوقفها خلال ساعة.',
      many: 'بقي {count} منشورًا نوقفها خلال ساعة.',
      other: 'بقي {count} منشور نوقفها خلال ساعة.',
    },
    en: {
      one: '{count} more post will be stopped within the hour.',
      other: '{count} more posts will be stopped within the hour.',
    },
  },
  waitsForAccount: {
    ar: {
      zero: 'لا منشورات تنتظر ربطه.',
      one: 'منشور واحد ينتظر ربطه.',
      two: 'منشوران ينتظران ربطه.',
      few: '{count} منشورات تنتظر ربطه.',
      many: '{count} منشورًا تنتظر ربطه.',
      other: '{count} منشور تنتظر ربطه.',
    },
    en: { one: '{count} post waits until it is reconnected.', other: '{count} posts wait until it is reconnected.' },
  },
  waitingTitle: {
    ar: {
      zero: 'لا شيء ينتظر هذا الحساب',
      one: 'منشور واحد لم يُنشر في هذه الأثناء',
      two: 'منشوران لم يُنشرا في هذه الأثناء',
      few: '{count} منشورات لم تُنشر في هذه الأثناء',
      many: '{count} منشورًا لم تُنشر في هذه الأثناء',
      other: '{count} منشور لم تُنشر في هذه الأثناء',
    },
    en: { one: '{count} post did not go out meanwhile', other: '{count} posts did not go out meanwhile' },
  },
  goesAtItsTime: {
    ar: {
      zero: 'لا شيء موعده قادم.',
      one: 'موعد واحد منها لم يحن بعد، فيُنشر في موعده.',
      two: 'موعد اثنين منها لم يحن بعد، فيُنشران في موعدهما.',
      few: 'موعد {count} منها لم يحن بعد، فتُنشر في موعدها.',
      many: 'موعد {count} منها لم يحن بعد، فتُنشر في موعدها.',
      other: 'موعد {count} منها لم يحن بعد، فتُنشر في موعدها.',
    },
    en: {
      one: 'The time of {count} is still to come: it goes out then.',
      other: 'The time of {count} is still to come: they go out then.',
    },
  },
  goesNow: {
    ar: {
      zero: 'لا شيء فات موعده.',
      one: 'موعد واحد منها فات، فيُنشر الآن.',
      two: 'موعد اثنين منها فات، فيُنشران الآن.',
      few: 'موعد {count} منها فات، فتُنشر الآن.',
      many: 'موعد {count} منها فات، فتُنشر الآن.',
      other: 'موعد {count} منها فات، فتُنشر الآن.',
    },
    en: {
      one: 'The time of {count} has passed: it goes out now.',
      other: 'The time of {count} has passed: they go out now.',
    },
  },
  letGo: {
    ar: {
      zero: 'أعد المحاولة',
      one: 'أعد محاولة نشره',
      two: 'أعد محاولة نشرهما',
      few: 'أعد محاولة نشر الـ{count}',
      many: 'أعد محاولة نشر الـ{count}',
      other: 'أعد محاولة نشر الـ{count}',
    },
    en: { one: 'Retry this {count}', other: 'Retry these {count}' },
  },
  resumedPlanned: {
    ar: {
      zero: 'لا شيء مجدول.',
      one: 'منشور واحد عاد إلى موعده.',
      two: 'منشوران عادا إلى موعدهما.',
      few: '{count} منشورات عادت إلى موعدها.',
      many: '{count} منشورًا عادت إلى موعدها.',
      other: '{count} منشور عادت إلى موعدها.',
    },
    en: { one: '{count} post goes out at its time again.', other: '{count} posts go out at their time again.' },
  },
  resumedNow: {
    ar: {
      zero: 'لا شيء يُنشر الآن.',
      one: 'منشور واحد يُنشر الآن.',
      two: 'منشوران يُنشران الآن.',
      few: '{count} منشورات تُنشر الآن.',
      many: '{count} منشورًا تُنشر الآن.',
      other: '{count} منشور تُنشر الآن.',
    },
    en: { one: '{count} post is going out now.', other: '{count} posts are going out now.' },
  },
  resumedLeft: {
    ar: {
      zero: 'لم يبق شيء.',
      one: 'بقي منشور واحد كما هو. افتحه لترى السبب.',
      two: 'بقي منشوران كما هما. افتحهما لترى السبب.',
      few: 'بقيت {count} منشورات كما هي. افتحها لترى السبب.',
      many: 'بقي {count} منشورًا كما هي. افتحها لترى السبب.',
      other: 'بقي {count} منشور كما هي. افتحها لترى السبب.',
    },
    en: {
      one: '{count} post stayed as it is. Open it to see why.',
      other: '{count} posts stayed as they are. Open them to see why.',
    },
  },
  resultTitle: { ar: 'ربط الحساب', en: 'Connecting the account' },
  working: { ar: 'نُكمل الربط مع {network}…', en: 'Finishing with {network}…' },
  doneTitle: { ar: 'تم ربط {name}', en: '{name} is connected' },
  doneNext: { ar: 'يمكنك الآن كتابة منشور وجدولته.', en: 'You can write and schedule a post now.' },
  write: { ar: 'إنشاء منشور', en: 'Write a post' },
  refusedTitle: { ar: 'لم يُربط أي حساب', en: 'No account was connected' },
  failedTitle: { ar: 'لم يكتمل الربط', en: 'The connection was not completed' },
  again: { ar: 'المحاولة من جديد', en: 'Try again' },
  toConnections: { ar: 'إلى الحسابات المرتبطة', en: 'To the connections' },
  reference: { ar: 'رقم المرجع: {id}', en: 'Reference: {id}' },
});

export const connectDialog = defineStrings({
  choose: { ar: 'على أي شبكة؟', en: 'On which network?' },
  title: { ar: 'قبل الانتقال إلى {network}', en: 'Before you go to {network}' },
  act: { ar: 'المتابعة إلى {network}', en: 'Go on to {network}' },
});

export const disconnectDialog = defineStrings({
  title: { ar: 'فصل الحساب {name}؟', en: 'Disconnect {name}?' },
  text: {
    ar: 'ننسى صلاحية الوصول إليه. ما نُشر من قبل يبقى حيث نُشر، وما يتوقف يعود بضغطة واحدة إن ربطت الحساب من جديد.',
    en: 'We forget the access to it. What was published stays where it is, and what is stopped goes on at one press when you reconnect.',
  },
  textThere: {
    ar: 'لا يتيح {network} أن نلغي الصلاحية من جهته. لإلغائها هناك أيضًا افتح إعدادات {network} واحذف تطبيقنا من التطبيقات المرتبطة.',
    en: '{network} does not let us end the permission on its side. To remove it there, too, open {network}’s settings and take our app off the connected apps.',
  },
  /** How many posts it stops; the other text when that is not known. */
  textStops: {
    ar: {
      zero: 'لا منشورات مجدولة عليه.',
      one: 'يتوقف منشور مجدول واحد.',
      two: 'يتوقف منشوران مجدولان.',
      few: 'تتوقف {count} منشورات مجدولة.',
      many: 'يتوقف {count} منشورًا مجدولًا.',
      other: 'يتوقف {count} منشور مجدول.',
    },
    en: { one: 'This stops {count} scheduled post.', other: 'This stops {count} scheduled posts.' },
  },
  textStopsUnknown: {
    ar: 'تتوقف كل المنشورات المجدولة عليه. لم نتمكن من عدّها الآن.',
    en: 'This stops every post scheduled on it. We could not count them just now.',
  },
  act: { ar: 'فصل الحساب', en: 'Disconnect' },
  keep: { ar: 'إبقاء الحساب مرتبطًا', en: 'Keep it connected' },
});
