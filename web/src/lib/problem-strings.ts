import type { ProblemCode } from '#shared/contract/problem.ts';
import type { Phrase } from './i18n.ts';

/** What a page can be told. Work that was held up has no page yet: support looks at it through the API. */
export type ShownProblem = Exclude<ProblemCode, `${'queue' | 'letter'}.${string}`>;

/** What each problem means for the person at the screen: what happened, and what to do now. */
export const problemStrings: Record<ShownProblem, Phrase> = {
  'request.unreadable': {
    ar: 'تعذّر على الخادم قراءة الطلب. حدّث الصفحة وأعد المحاولة.',
    en: 'The server could not read the request. Reload the page and try again.',
  },
  'request.too_large': {
    ar: 'ما أرسلته أكبر من الحد المسموح (1 ميغابايت). اختصره وأعد المحاولة.',
    en: 'What you sent is larger than 1 MB. Make it shorter and try again.',
  },
  'request.invalid': {
    ar: 'بعض الحقول غير صحيحة. راجع الحقول المعلَّمة.',
    en: 'Some fields are not right. Check the marked ones.',
  },
  'request.cursor_invalid': {
    ar: 'تغيّرت القائمة منذ فتحتها. حدّثها من البداية.',
    en: 'The list has changed since you opened it. Load it again from the start.',
  },
  'request.origin_refused': {
    ar: 'لم يأتِ الطلب من التطبيق نفسه. افتح التطبيق من عنوانه المعتاد.',
    en: 'The request did not come from the application. Open it from its usual address.',
  },
  'request.too_many': {
    ar: 'محاولات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.',
    en: 'Too many attempts in a short time. Wait a little, then try again.',
  },
  'route.not_found': {
    ar: 'لا يوجد شيء في هذا العنوان. حدّث الصفحة للحصول على آخر إصدار.',
    en: 'There is nothing at this address. Reload the page to get the latest version.',
  },
  'idempotency.key_missing': {
    ar: 'نقص في الطلب حال دون تنفيذه. حدّث الصفحة وأعد المحاولة.',
    en: 'The request was incomplete. Reload the page and try again.',
  },
  'idempotency.key_reused': {
    ar: 'أُرسل هذا الطلب سابقًا بمحتوى مختلف. حدّث الصفحة لترى الحالة الآن.',
    en: 'This request was sent before with other content. Reload the page to see how things stand.',
  },
  'idempotency.in_progress': {
    ar: 'ما زال طلبك السابق قيد التنفيذ. انتظر لحظات.',
    en: 'Your earlier request is still being worked on. Give it a moment.',
  },
  'auth.required': { ar: 'سجّل الدخول أولًا.', en: 'Sign in first.' },
  'auth.expired': { ar: 'انتهت جلستك. سجّل الدخول من جديد.', en: 'Your session has ended. Sign in again.' },
  'auth.failed': {
    ar: 'البريد الإلكتروني أو كلمة المرور غير صحيحة.',
    en: 'The e-mail address or the password is wrong.',
  },
  'auth.suspended': {
    ar: 'هذا الحساب موقوف. تواصل مع الدعم لإعادة تفعيله.',
    en: 'This account is suspended. Contact support to have it reopened.',
  },
  'auth.code_wrong': {
    ar: 'الرمز غير صحيح أو انتهت صلاحيته. اطلب رمزًا جديدًا وأعد المحاولة.',
    en: 'The code is wrong or has expired. Ask for a new one and try again.',
  },
  'auth.password_weak': {
    ar: 'كلمة المرور ضعيفة. اختر كلمة أطول تجمع حروفًا كبيرة وصغيرة وأرقامًا ورموزًا.',
    en: 'The password is too weak. Choose a longer one with upper and lower case letters, digits and symbols.',
  },
  'auth.unavailable': {
    ar: 'تعذّر علينا التحقق من جلستك الآن. جلستك باقية كما هي؛ أعد المحاولة بعد قليل.',
    en: 'We could not check your session right now. You are still signed in; try again in a moment.',
  },
  'auth.forbidden': {
    ar: 'دورك لا يسمح بهذا. اطلب ذلك من مدير النشاط.',
    en: 'Your role does not allow this. Ask the manager of your business.',
  },
  'client.not_found': { ar: 'لا يوجد نشاط تجاري بهذا العنوان.', en: 'There is no such business.' },
  'member.exists': {
    ar: 'لهذا البريد الإلكتروني حساب دخول من قبل.',
    en: 'This e-mail address already has an account here.',
  },
  'member.in_team': {
    ar: 'هذا الشخص في فريقك من قبل، أو سبقت دعوته إليه.',
    en: 'This person is in your team already, or is invited to it.',
  },
  'member.not_found': {
    ar: 'لم يعد هذا الشخص في فريقك. حدّث القائمة.',
    en: 'This person is no longer in your team. Reload the list.',
  },
  'member.joined': {
    ar: 'انضم هذا الشخص إلى الفريق، فلا حاجة إلى دعوة جديدة. حدّث القائمة.',
    en: 'This person has joined already, so there is no invitation to send. Reload the list.',
  },
  'member.self': {
    ar: 'لا يمكنك إزالة نفسك أو تغيير دورك. اطلب ذلك من مدير آخر في فريقك.',
    en: 'You cannot remove yourself or change your own role. Ask another manager of your team.',
  },
  'mail.unavailable': {
    ar: 'تعذّر إرسال البريد الآن. لم يضِع شيء: أعد المحاولة بعد دقائق وسيُستكمل الإرسال.',
    en: 'No mail could be sent right now. Nothing is lost: try again in a few minutes, and it goes out.',
  },
  'social.account_not_found': {
    ar: 'لم يعد هذا الحساب مرتبطًا. حدّث القائمة.',
    en: 'This account is no longer connected. Reload the list.',
  },
  'social.state_invalid': {
    ar: 'انتهت صلاحية محاولة الربط هذه أو استُعملت من قبل. ابدأ الربط من جديد.',
    en: 'This attempt to connect has expired or was used already. Start again.',
  },
  'social.refused': {
    ar: 'لم تُمنح الموافقة، فلم يُربط شيء. يمكنك المحاولة متى شئت.',
    en: 'Access was not granted, so nothing was connected. You can try again whenever you like.',
  },
  'social.scope_missing': {
    ar: 'لم تُمنح صلاحية النشر. أعد الربط واترك كل الصلاحيات مفعّلة.',
    en: 'The permission to publish was not granted. Connect again and leave all permissions switched on.',
  },
  'social.linked_elsewhere': {
    ar: 'هذا الحساب مرتبط بنشاط تجاري آخر على المنصة. افصله هناك أولًا أو تواصل مع الدعم.',
    en: 'This account is connected to another business here. Disconnect it there first, or contact support.',
  },
  'social.not_set_up': {
    ar: 'لم تُفعَّل هذه الشبكة هنا بعد. تواصل مع الدعم.',
    en: 'This network is not set up here yet. Ask support.',
  },
  'social.platform_unavailable': {
    ar: 'الشبكة لا تستجيب الآن. أعد المحاولة بعد دقائق.',
    en: 'The network does not answer right now. Try again in a few minutes.',
  },
  'social.busy': {
    ar: 'يغيّر شخص آخر هذا الحساب الآن. حدّث القائمة ثم أعد المحاولة.',
    en: 'Somebody else is changing this account right now. Reload the list and try again.',
  },
  'account.disconnected': {
    ar: 'الحساب مفصول ولا يُنشر عليه شيء. أعد ربطه من «الحسابات المرتبطة» أو اختر حسابًا آخر.',
    en: 'The account is disconnected, so nothing can go out on it. Reconnect it under “Connections”, or choose another account.',
  },
  'account.reconnect': {
    ar: 'الحساب يحتاج إعادة ربط قبل أن يُنشر عليه شيء. أعد ربطه من «الحسابات المرتبطة».',
    en: 'The account needs reconnecting before anything can go out on it. Reconnect it under “Connections”.',
  },
  'account.permission': {
    ar: 'الحساب بلا صلاحية نشر. أعد ربطه من «الحسابات المرتبطة» واترك الصلاحيات كلها مفعّلة.',
    en: 'The account has not granted the permission to publish. Reconnect it under “Connections” with all permissions on.',
  },
  'media.not_found': {
    ar: 'هذه الصورة لم تعد موجودة. اختر غيرها.',
    en: 'This image no longer exists. Choose another.',
  },
  'media.not_framable': {
    ar: 'لا يمكن قص هذه الصورة. ارفعها مرة أخرى ثم قصها.',
    en: 'This image cannot be framed. Upload it again, then frame it.',
  },
  'media.busy': {
    ar: 'شخص آخر يغيّر هذه الصورة الآن. حاول بعد قليل.',
    en: 'Somebody else is changing this image right now. Try again in a moment.',
  },
  'media.not_uploaded': {
    ar: 'لم يصل الملف بعد. أعد رفعه.',
    en: 'The file has not arrived yet. Upload it again.',
  },
  'media.in_use': {
    ar: 'الصورة مستعملة في منشور لم يُنشر بعد. أزلها من المنشور أولًا.',
    en: 'This image is used by a post that has not gone out. Take it out of the post first.',
  },
  'post.not_found': { ar: 'هذا المنشور غير موجود أو حُذف.', en: 'This post does not exist or was deleted.' },
  'post.changed': {
    ar: 'غيّر أحدٌ هذا المنشور بعد أن فتحته. حدّثه لترى التغيير.',
    en: 'Somebody changed this post after you opened it. Reload it to see the change.',
  },
  'post.already_published': {
    ar: 'نُشر هذا المنشور من قبل ولا يمكن تغييره.',
    en: 'This post is already published and cannot be changed.',
  },
  'post.publishing': {
    ar: 'يُنشر هذا المنشور الآن. انتظر حتى ينتهي.',
    en: 'This post is being published right now. Wait until it is done.',
  },
  'post.not_scheduled': { ar: 'هذا المنشور غير مجدول.', en: 'This post is not scheduled.' },
  'post.not_paused': { ar: 'هذا المنشور ليس متوقفًا.', en: 'This post is not paused.' },
  'post.resume_too_late': {
    ar: 'مضى موعد هذا المنشور. اختر موعدًا جديدًا.',
    en: 'The time of this post has passed. Choose a new one.',
  },
  'post.time_past': {
    ar: 'الوقت المختار مضى. اختر وقتًا قادمًا.',
    en: 'The chosen time has passed. Choose a later one.',
  },
  'post.time_far': {
    ar: 'الوقت المختار بعد أكثر من خمس سنوات. تحقّق من السنة.',
    en: 'The chosen time is more than five years ahead. Check the year.',
  },
  'post.not_publishable': {
    ar: 'المنشور لا يوافق شروط الشبكة. راجع الملاحظات وعدّله.',
    en: 'The post does not meet the rules of its network. Look at the notes and change it.',
  },
  'target.not_found': {
    ar: 'لم يعد هذا الحساب ضمن المنشور. حدّث الصفحة.',
    en: 'This account is no longer part of the post. Reload the page.',
  },
  'target.not_retryable': {
    ar: 'لا يوجد ما يُعاد إرساله هنا. حدّث الصفحة لترى الحالة الآن.',
    en: 'There is nothing to send again here. Reload the page to see how things stand.',
  },
  'target.not_in_doubt': {
    ar: 'حُسم أمر هذا المنشور من قبل. حدّث الصفحة لترى الحالة الآن.',
    en: 'This has been settled already. Reload the page to see how things stand.',
  },
  'internal.unexpected': {
    ar: 'حدث خطأ عندنا. أعد المحاولة، وإن تكرر فأرسل رقم المرجع إلى الدعم.',
    en: 'Something went wrong on our side. Try again; if it happens again, send the reference to support.',
  },
};
