import type { Breach } from '#shared/platforms/check.ts';
import { defineStrings, type Entry, type Phrase } from '../../../lib/i18n.ts';
import type { QuickTime } from '../when/quick-times.ts';
import type { Field } from './hindrances.ts';
import type { Limit } from './limits.ts';

/** What is left of a limit: `{left}` of `{max}`. */
export const limitStrings = defineStrings({
  caption: { ar: 'بقي {left} من {max} حرف', en: '{left} of {max} characters left' },
  hashtags: { ar: 'بقي {left} من {max} وسم', en: '{left} of {max} hashtags left' },
  cashtags: { ar: 'بقي {left} من {max} رمز سهم', en: '{left} of {max} stock signs left' },
  parts: { ar: 'بقي {left} من {max} منشور في السلسلة', en: '{left} of {max} posts of a thread left' },
  mentions: { ar: 'بقي {left} من {max} إشارة', en: '{left} of {max} mentions left' },
}) satisfies Record<Limit['measure'], Entry>;

/** By how much a limit is exceeded. */
export const overStrings = defineStrings({
  caption: { ar: '{over} حرف فوق الحد {max}', en: '{over} characters over the limit of {max}' },
  hashtags: { ar: '{over} وسم فوق الحد {max}', en: '{over} hashtags over the limit of {max}' },
  cashtags: { ar: '{over} رمز سهم فوق الحد {max}', en: '{over} stock signs over the limit of {max}' },
  parts: { ar: '{over} منشور في السلسلة فوق الحد {max}', en: '{over} posts of a thread over the limit of {max}' },
  mentions: { ar: '{over} إشارة فوق الحد {max}', en: '{over} mentions over the limit of {max}' },
}) satisfies Record<Limit['measure'], Entry>;

/** What an account would refuse and what to do. `{limit}` and `{actual}` are figures of the rule. */
export const breachStrings = defineStrings({
  kind_unsupported: { ar: 'لا نستطيع نشر هذا النوع بعد.', en: 'We cannot publish this kind of post yet.' },
  caption_too_long: {
    ar: 'النص {actual} حرف، والحد {limit}. اختصره.',
    en: 'The text has {actual} characters; the limit is {limit}. Shorten it.',
  },
  too_many_hashtags: {
    ar: 'عدد الوسوم في النص وأول تعليق معًا {actual}، والحد {limit}. احذف بعضها.',
    en: 'Text and first comment have {actual} hashtags together; the limit is {limit}. Remove some.',
  },
  too_many_mentions: {
    ar: 'عدد الإشارات {actual}، والحد {limit}. احذف بعضها.',
    en: 'There are {actual} mentions; the limit is {limit}. Remove some.',
  },
  comment_too_long: {
    ar: 'أول تعليق {actual} حرف، والحد {limit}. اختصره.',
    en: 'The first comment has {actual} characters; the limit is {limit}. Shorten it.',
  },
  comment_mentions: {
    ar: 'إشارات أول تعليق {actual}، والحد {limit}. احذف بعضها.',
    en: 'The first comment has {actual} mentions; the limit is {limit}. Remove some.',
  },
  too_many_cashtags: {
    ar: 'في المنشور {actual} من رموز الأسهم ($)، والحد {limit}.',
    en: 'There are {actual} stock signs ($); the limit is {limit}.',
  },
  too_many_parts: {
    ar: 'السلسلة {actual} منشورًا، والحد {limit}. اجمع بعضها.',
    en: 'The thread has {actual} posts; the limit is {limit}. Join some.',
  },
  text_missing: { ar: 'اكتب نصًا أو أضف صورة.', en: 'Write something or add an image.' },
  option_missing: { ar: 'بقي أن تختار: {option}.', en: 'Still to be chosen: {option}.' },
  option_amiss: { ar: 'لا يصلح مع بقية اختياراتك: {option}.', en: 'Does not go with your other choices: {option}.' },
  media_missing: {
    ar: 'أضف صورة: لا يُنشر هنا نص وحده.',
    en: 'Add an image: text alone cannot go out here.',
  },
  media_too_many: { ar: 'الصور {actual}، والحد {limit}.', en: 'There are {actual} images; the limit is {limit}.' },
  image_too_wide: {
    ar: 'الصورة أعرض مما يُقبل ({actual}، والحد {limit}). قصّها من الجانبين.',
    en: 'The image is too wide ({actual}; the limit is {limit}). Crop its sides.',
  },
  image_too_tall: {
    ar: 'الصورة أطول مما يُقبل ({actual}، والحد {limit}). قصّها من الأعلى أو الأسفل.',
    en: 'The image is too tall ({actual}; the limit is {limit}). Crop its top or bottom.',
  },
  image_too_small: {
    ar: 'عرض الصورة {actual} بكسل، والحد الأدنى {limit}.',
    en: 'The image is {actual} pixels wide; at least {limit} are needed.',
  },
}) satisfies Record<Breach['rule'], Entry>;

/** The parts of the composer, as they are called where one is sent to them. */
export const fieldStrings: Record<Field, Phrase> = {
  accounts: { ar: 'الحسابات', en: 'Accounts' },
  text: { ar: 'نص المنشور', en: 'Text of the post' },
  variants: { ar: 'لكل حساب على حدة', en: 'For each account' },
  image: { ar: 'الصورة', en: 'Image' },
  comment: { ar: 'أول تعليق', en: 'First comment' },
  when: { ar: 'موعد النشر', en: 'When to publish' },
};

export const quickTimeStrings: Record<QuickTime['key'], Phrase> = {
  next_hour: { ar: 'الساعة القادمة', en: 'Next hour' },
  tonight: { ar: 'الليلة', en: 'Tonight' },
  tomorrow_morning: { ar: 'صباح الغد', en: 'Tomorrow morning' },
  tomorrow_evening: { ar: 'مساء الغد', en: 'Tomorrow evening' },
};

export const strings = defineStrings({
  newTitle: { ar: 'إنشاء منشور', en: 'New post' },
  editTitle: { ar: 'تعديل المنشور', en: 'Edit post' },
  accounts: { ar: 'الحسابات', en: 'Accounts' },
  accountsMissing: { ar: 'اختر حسابًا واحدًا على الأقل.', en: 'Choose at least one account.' },
  needsReconnect: { ar: 'يحتاج إلى إعادة ربط', en: 'needs reconnecting' },
  connectLater: {
    ar: 'لا حساب مرتبط بعد. اكتب الآن ونحفظ ما تكتبه مسودةً، ثم اربط حسابًا لتنشره.',
    en: 'No account is connected yet. Write now, we keep it as a draft; connect an account to publish it.',
  },
  connectAsk: { ar: 'اطلب من مدير النشاط ربط حساب.', en: 'Ask the manager of your business to connect an account.' },
  connect: { ar: 'ربط حساب', en: 'Connect an account' },
  connectMissing: { ar: 'اربط حسابًا يظهر عليه المنشور.', en: 'Connect an account for the post to appear on.' },
  caption: { ar: 'نص المنشور', en: 'Text of the post' },
  captionPlaceholder: { ar: 'ماذا تريد أن تقول لزبائنك؟', en: 'What do you want to tell your customers?' },
  firstComment: { ar: 'أول تعليق (اختياري)', en: 'First comment (optional)' },
  firstCommentHint: {
    ar: 'كثيرون يضعون الوسوم هنا. نضيفه تحت المنشور بعد نشره مباشرة.',
    en: 'Many put their hashtags here. We add it below the post right after it goes out.',
  },
  firstCommentLimits: { ar: 'ما بقي لأول تعليق', en: 'What is left for the first comment' },
  cleaned: {
    ar: 'أزلنا من النص رموزًا خفية لا تُرى، قد تقلب اتجاهه أو تفسده.',
    en: 'We took hidden characters out of the text; they could turn it around or break it.',
  },
  forAccounts: { ar: '{accounts}: {problem}', en: '{accounts}: {problem}' },
  limits: { ar: 'ما بقي من الحدود', en: 'What is left of each limit' },
  preview: { ar: 'معاينة {network}', en: '{network} preview' },
  previewOf: { ar: 'معاينة الشبكات', en: 'Preview by network' },
  previewEmpty: { ar: 'تظهر صورتك هنا', en: 'Your image appears here' },
  textless: { ar: 'لا يظهر النص في هذا النوع: تظهر الصورة وحدها.', en: 'The text is not shown here, only the image.' },
  captionMore: { ar: 'المزيد', en: 'more' },
  captionLess: { ar: 'أقل', en: 'less' },
  when: { ar: 'موعد النشر', en: 'When to publish' },
  quick: { ar: 'اختيارات سريعة', en: 'Quick choices' },
  schedule: { ar: 'جدولة', en: 'Schedule' },
  update: { ar: 'حفظ التعديل', en: 'Save changes' },
  saveDraft: { ar: 'حفظ كمسودة', en: 'Save draft' },
  saving: { ar: 'جارٍ الحفظ…', en: 'Saving…' },
  saved: { ar: 'حُفظ {time}', en: 'Saved {time}' },
  savedHere: {
    ar: 'محفوظ على هذا الجهاز حتى تضغط «حفظ التعديل».',
    en: 'Kept on this device until you press “Save changes”.',
  },
  notSaved: {
    ar: 'لم يصل الحفظ إلى الخادم، ونعيد المحاولة. نصك محفوظ على هذا الجهاز.',
    en: 'Not saved on the server yet; we keep trying. Your text is safe on this device.',
  },
  scheduled: { ar: 'جُدول المنشور: {time}', en: 'Scheduled: {time}' },
  updated: {
    ar: 'حُفظ التعديل، ولن تخرج النسخة السابقة.',
    en: 'Changes saved; the earlier version can no longer go out.',
  },
  conflictTitle: { ar: 'تغيّر المنشور من مكان آخر', en: 'The post was changed elsewhere' },
  conflictColleague: {
    ar: 'وصل تعديل أحدث باسم {name} بعد أن فتحته. ما كتبته ما زال هنا.',
    en: '{name} changed it after you opened it. What you wrote is still here.',
  },
  conflictYou: {
    ar: 'عدّلته من نافذة أخرى بعد أن فتحته هنا. ما كتبته ما زال هنا.',
    en: 'You changed it in another window after you opened it here. What you wrote is still here.',
  },
  conflictUnknown: {
    ar: 'تغيّر بعد أن فتحته. ما كتبته ما زال هنا.',
    en: 'It changed after you opened it. What you wrote is still here.',
  },
  takeTheirs: { ar: 'اعرض النسخة الأحدث', en: 'Show the newer version' },
  keepMine: { ar: 'أبقِ ما كتبته', en: 'Keep what I wrote' },
  restored: { ar: 'أعدنا ما كتبته ولم يُحفظ بعد.', en: 'We brought back what you had not saved.' },
  startOver: { ar: 'ابدأ من جديد', en: 'Start over' },
  restoreOffer: {
    ar: 'على هذا الجهاز نص لم يُحفظ، وقد تغيّر المنشور بعده.',
    en: 'This device holds unsaved text, and the post has changed since.',
  },
  restore: { ar: 'استرجع نصي', en: 'Bring my text back' },
  notEditable: { ar: 'لا يمكن تعديل هذا المنشور الآن.', en: 'This post cannot be changed now.' },
  openPost: { ar: 'افتح صفحة المنشور', en: 'Open its page' },
  beforeSchedule: { ar: 'بقي قبل الجدولة:', en: 'Before it can be scheduled:' },
  beforePublish: { ar: 'بقي قبل النشر:', en: 'Before it can be published:' },
  beforeSave: { ar: 'بقي قبل الحفظ:', en: 'Before it can be saved:' },
});
