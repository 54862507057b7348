import { fillIn } from '../contract/sentence.ts';
import type { Language, Phrase } from '../contract/text.ts';
import { networkOf, type Platform } from '../platforms/platform.ts';
import type { NextStep, Reason } from './reasons.ts';

/**
 * What happened, said to the person who has to act, on screens and in mails (by `reasonIn`): one sentence per reason, in the past, since
 * it is read minutes and days later too. What goes on by itself or is to be done is said by the next step.
 */
export const reasonStrings: Record<Reason, Phrase> = {
  'account.reconnect': {
    ar: 'انتهت صلاحية ربط الحساب مع {network}.',
    en: 'The connection to {network} has expired.',
  },
  'account.refreshing': {
    ar: 'كان ربط الحساب قيد التجديد.',
    en: 'The connection of the account was being renewed.',
  },
  'account.restricted': {
    ar: 'قيّد {network} هذا الحساب. افتح التطبيق لترى المطلوب منك.',
    en: '{network} has restricted this account. Open the app to see what it asks for.',
  },
  'account.app_version': {
    ar: 'تطبيق {network} على جهازك قديم. حدّثه ثم أعد المحاولة.',
    en: 'The {network} app on your phone was too old. Update it, then try again.',
  },
  'account.disconnected': {
    ar: 'فُصل هذا الحساب، فلا يُنشر عليه شيء.',
    en: 'This account was disconnected, so nothing goes out on it.',
  },
  'account.permission': {
    ar: 'رُبط هذا الحساب بلا صلاحية النشر. أعد ربطه واترك الصلاحيات كلها مفعّلة.',
    en: 'This account was connected without the permission to publish. Reconnect it and leave all permissions switched on.',
  },
  'account.ends_before': {
    ar: 'تنتهي صلاحية ربط هذا الحساب قبل موعد المنشور.',
    en: 'The connection of this account ends before the time of the post.',
  },
  'account.stopped': {
    ar: 'أُوقف النشر على هذا الحساب عند فصله.',
    en: 'This was stopped when the account was disconnected.',
  },
  'client.suspended': {
    ar: 'كان النشاط موقوفًا لدينا في موعد المنشور، أو كان اشتراكه منتهيًا، فلم ننشره.',
    en: 'The business was suspended with us at its time, or its subscription was over, so we held the post back.',
  },
  'prayer.time': {
    ar: 'ينتظر انتهاء وقت الصلاة، ثم يُنشر وحده.',
    en: 'It waits for the end of the prayer, then goes out by itself.',
  },
  'content.image_ratio': {
    ar: 'لم يقبل {network} أبعاد الصورة: المسموح من 4:5 طولًا إلى 1.91:1 عرضًا.',
    en: '{network} did not take this image shape: it takes from 4:5 upright to 1.91:1 wide.',
  },
  'content.image_too_large': {
    ar: 'كان حجم الصورة أكبر مما يقبله {network}.',
    en: 'The image was larger than {network} takes.',
  },
  'content.image_type': { ar: 'لم يقبل {network} نوع ملف الصورة.', en: '{network} did not take this kind of image.' },
  'content.caption': { ar: 'رفض {network} نص المنشور.', en: '{network} refused the text of the post.' },
  'content.duplicate': {
    ar: 'قال {network} إن هذا المنشور موجود من قبل. تحقق من الحساب.',
    en: '{network} said that this post already exists. Look at the account.',
  },
  'content.refused': { ar: 'رفض {network} محتوى المنشور.', en: '{network} refused the content of the post.' },
  'content.media': {
    ar: 'لم يقبل {network} ملف الصورة أو الفيديو.',
    en: '{network} did not take the image or video file.',
  },
  'content.reply': {
    ar: 'لم يسمح {network} بهذا الرد: الرد مسموح على منشوراتك أو حيث ذُكر حسابك.',
    en: '{network} did not allow this reply: only your own posts and those that mention you can be replied to.',
  },
  'content.option': {
    ar: 'لم يعد {network} يتيح ما اخترته لهذا المنشور. اختر من جديد.',
    en: '{network} no longer offers what was chosen for this post. Choose again.',
  },
  'media.missing': { ar: 'صورة المنشور لم تعد موجودة.', en: 'The image of the post no longer exists.' },
  'media.changed': {
    ar: 'صورة المنشور لم تعد كما اعتمدتها، فلم ننشره. اختر الصورة من جديد.',
    en: 'The image is no longer the one you approved, so we did not send the post. Choose the image again.',
  },
  'media.unreachable': { ar: 'تعذّر تحميل صورة المنشور.', en: 'The image of the post could not be loaded.' },
  'platform.quota': {
    ar: 'بلغ الحساب الحد اليومي للنشر في {network}.',
    en: 'The account has reached {network}’s daily publishing limit.',
  },
  'platform.busy': {
    ar: 'كان {network} مشغولًا.',
    en: '{network} was busy.',
  },
  'platform.unavailable': { ar: 'لم يستجب {network}.', en: '{network} did not answer.' },
  'platform.blocked': {
    ar: 'أوقف {network} النشر على هذا الحساب مؤقتًا.',
    en: '{network} blocked publishing on this account for a while.',
  },
  'platform.unpaid': {
    ar: 'نفد رصيدنا لدى {network}، ولا دخل لك في ذلك. سنشحنه.',
    en: 'Our credit with {network} had run out; it was not your mistake. We top it up.',
  },
  'platform.unapproved': {
    ar: 'لم يوافق {network} بعد على تطبيقنا لهذا النوع من النشر.',
    en: '{network} had not yet approved our app for publishing like this.',
  },
  'platform.by_hand': {
    ar: 'حان موعده، وهو جاهز: لم يسمح {network} لنا بعد بالنشر عنك، فانشره أنت.',
    en: 'Its time had come and it is ready: {network} had not yet let us post for you, so post it yourself.',
  },
  'platform.misconfigured': {
    ar: 'كان في إعداد الربط خلل من جهتنا، وليس منك.',
    en: 'The connection was set up wrongly on our side; it was not your mistake.',
  },
  'publishing.held_up': {
    ar: 'تعذّر النشر في موعده بسبب عطل لدينا، وليس منك.',
    en: 'Something on our side did not work in time; it was not your mistake.',
  },
  'publishing.gave_up': {
    ar: 'حاولنا عدة مرات ولم ينجح النشر.',
    en: 'We tried several times and the post did not go out.',
  },
  'publishing.grace_over': {
    ar: 'فات موعد المنشور قبل أن نتمكن من نشره، ولم ننشره متأخرًا بلا موافقتك.',
    en: 'Its time passed before we could publish it, and we did not send it late without asking you.',
  },
  'comment.not_permitted': {
    ar: 'رُبط الحساب بلا صلاحية التعليق. أعد ربطه واسمح بها.',
    en: 'The account was connected without permission to comment. Connect it again and allow it.',
  },
  'comment.refused': {
    ar: 'لم يقبله {network}؛ ربما كانت التعليقات مغلقة.',
    en: '{network} did not take it; comments may have been turned off.',
  },
  'comment.post_not_found': {
    ar: 'المنشور منشور، لكننا لم نجد رابطه لنعلّق عليه.',
    en: 'The post is out, but we could not find its link to comment on it.',
  },
  'comment.gave_up': { ar: 'حاولنا ثلاث مرات ولم ننجح.', en: 'We tried three times without success.' },
  'comment.in_doubt': {
    ar: 'لم يخبرنا {network} هل ظهر التعليق، ولن نرسله مرة ثانية.',
    en: '{network} did not tell us whether the comment appeared, and we will not send it twice.',
  },
  'publishing.asking_again': {
    ar: 'نسأل {network} مرة أخرى قبل أي إرسال، ولا نرسله إلا إذا لم يكن هناك.',
    en: 'We ask {network} once more first, and send it only if it is not there.',
  },
  'publishing.in_doubt': {
    ar: 'أرسلنا المنشور ولم نعرف النتيجة. افتح الحساب وأخبرنا: هل تراه؟',
    en: 'We sent the post but never learned the result. Open the account and tell us: do you see it?',
  },
};

const someNetwork: Phrase = { ar: 'التطبيق', en: 'the network' };
const nameOf = (platform: Platform | undefined): Phrase => (platform ? networkOf(platform).names : someNetwork);

/** Says why, with the name of the network it is about. */
export const reasonIn = (language: Language, reason: Reason, platform: Platform | undefined): string =>
  fillIn(reasonStrings[reason][language], { network: nameOf(platform)[language] });

/** Says the next step as its button does. */
export const stepIn = (language: Language, step: NextStep, platform: Platform | undefined): string =>
  fillIn(stepStrings[step][language], { network: nameOf(platform)[language] });

/** The one thing to do next, as the label of its button. */
export const stepStrings: Record<NextStep, Phrase> = {
  reconnect: { ar: 'أعد ربط الحساب', en: 'Reconnect the account' },
  edit: { ar: 'عدّل المنشور', en: 'Edit the post' },
  retry: { ar: 'أعد المحاولة الآن', en: 'Try again now' },
  resume: { ar: 'استأنف النشر في موعده', en: 'Let it go out at its time' },
  wait: { ar: 'نحاول تلقائيًا، ولا يلزمك شيء', en: 'We try again by ourselves; nothing to do' },
  reschedule: { ar: 'اختر موعدًا جديدًا', en: 'Choose a new time' },
  resolve: { ar: 'هل تراه على الحساب؟', en: 'Do you see it on the account?' },
  open_platform: { ar: 'افتح {network}', en: 'Open {network}' },
  check_platform: { ar: 'افتح الحساب وتحقق', en: 'Open the account and look' },
  contact_support: { ar: 'راسل الدعم', en: 'Write to support' },
  by_hand: { ar: 'انشره بنفسك', en: 'Post it yourself' },
  write_again: { ar: 'اكتب منشورًا مصحّحًا', en: 'Write a corrected post' },
};

/** The two answers to a doubt, as the labels of their buttons; mails name them with the same words. */
export const answerStrings = {
  seen: { ar: 'نعم، أراه', en: 'I see it' },
  posted: { ar: 'نشرته', en: 'I have posted it' },
  notSeen: { ar: 'ليس هناك، أرسله من جديد', en: 'It is not there, send it again' },
} as const satisfies Record<string, Phrase>;
