import type { PostState, TargetState } from '#shared/publishing/states.ts';
import type { Obstacle } from '#shared/social/usability.ts';
import { defineStrings, type Phrase } from '../../lib/i18n.ts';

/** Where a post stands, in one or two words. */
export const postStateStrings: Record<PostState, Phrase> = {
  draft: { ar: 'مسودة', en: 'Draft' },
  scheduled: { ar: 'مجدول', en: 'Scheduled' },
  paused: { ar: 'متوقف مؤقتًا', en: 'Paused' },
  publishing: { ar: 'قيد النشر', en: 'Publishing' },
  published: { ar: 'نُشر', en: 'Published' },
  partial: { ar: 'نُشر جزئيًا', en: 'Partly published' },
  failed: { ar: 'تعذّر النشر', en: 'Not published' },
  missed: { ar: 'فات موعده', en: 'Missed' },
  needs_review: { ar: 'بحاجة إلى قرارك', en: 'Needs your decision' },
};

/** Where a post stands on one account. The steps inside a publish are one thing to a person: it is going out. */
export const targetStateStrings: Record<TargetState, Phrase> = {
  draft: postStateStrings.draft,
  scheduled: postStateStrings.scheduled,
  paused: postStateStrings.paused,
  claimed: postStateStrings.publishing,
  staged: postStateStrings.publishing,
  armed: postStateStrings.publishing,
  unknown: { ar: 'نتحقق من النتيجة', en: 'Checking the result' },
  accepted: postStateStrings.publishing,
  published: postStateStrings.published,
  partial: postStateStrings.partial,
  failed: postStateStrings.failed,
  missed: postStateStrings.missed,
  cancelled: { ar: 'ملغى', en: 'Cancelled' },
  needs_review: postStateStrings.needs_review,
};

/** Why a post will not go out on one of its accounts, beside its state in a list. */
export const obstacleStrings: Record<Obstacle, Phrase> = {
  'account.disconnected': { ar: 'الحساب مفصول', en: 'Account disconnected' },
  'account.reconnect': { ar: 'الحساب يحتاج إعادة ربط', en: 'Account needs reconnecting' },
  'account.permission': { ar: 'الحساب بلا صلاحية نشر', en: 'Account may not publish' },
  'account.ends_before': { ar: 'ينتهي ربط الحساب قبل الموعد', en: 'Connection ends before its time' },
};

/** Words that more than one screen of posts uses. */
export const strings = defineStrings({
  late: { ar: 'متأخر', en: 'Late' },
  captionEmpty: { ar: 'بلا نص', en: 'No text' },
  edit: { ar: 'تعديل', en: 'Edit' },
  move: { ar: 'تغيير الموعد', en: 'Move to…' },
  cancelSchedule: { ar: 'إلغاء الجدولة', en: 'Cancel schedule' },
  backToDraft: { ar: 'أعده مسودة', en: 'Back to draft' },
  pause: { ar: 'إيقاف مؤقت', en: 'Pause' },
  resume: { ar: 'استئناف', en: 'Resume' },
  newTime: { ar: 'اختر موعدًا جديدًا', en: 'Choose a new time' },
  publishNow: { ar: 'انشر الآن', en: 'Publish now' },
  deleteDraft: { ar: 'حذف المسودة', en: 'Delete draft' },
  open: { ar: 'فتح المنشور', en: 'Open post' },
  close: { ar: 'إغلاق', en: 'Close' },
  back: { ar: 'رجوع', en: 'Back' },
  kuwaitTime: { ar: 'بتوقيت الكويت', en: 'Kuwait time' },
  readOnly: { ar: 'دورك للاطّلاع فقط.', en: 'Your role can look but not change.' },
  networkLost: {
    ar: 'لم يصلنا رد. تحقق من الاتصال ثم أعد المحاولة؛ لن يتكرر المنشور.',
    en: 'No answer came. Check the connection and try again; the post will not go out twice.',
  },
  changedByColleague: {
    ar: 'على هذا المنشور تعديل أحدث باسم {name}. انظر إليه كما هو الآن، ثم أعد المحاولة.',
    en: '{name} has changed this post. Look at it as it is now, then try again.',
  },
  changedByYou: {
    ar: 'على هذا المنشور تعديل أحدث من نافذة أخرى لك. انظر إليه كما هو الآن، ثم أعد المحاولة.',
    en: 'You have changed this post in another window. Look at it as it is now, then try again.',
  },

  publishStarted: { ar: 'بدأ النشر.', en: 'Publishing has begun.' },
  cancelled: { ar: 'أُلغيت الجدولة، والمنشور الآن مسودة.', en: 'The schedule is cancelled; the post is a draft now.' },
  cancelledRest: { ar: 'لن يُنشر على الحسابات الباقية.', en: 'It will not go out on the remaining accounts.' },
  pausedDone: { ar: 'أُوقف مؤقتًا، ولن يُنشر حتى تستأنفه.', en: 'Paused. It will not go out until you resume it.' },
  pausedRest: {
    ar: 'أُوقف مؤقتًا على الحسابات التي لم يُنشر عليها بعد.',
    en: 'Paused on the accounts where it had not gone out yet.',
  },
  resumed: { ar: 'عاد إلى الجدولة: {time}', en: 'Scheduled again: {time}' },
  deleted: { ar: 'حُذفت المسودة.', en: 'The draft is deleted.' },

  schedule: { ar: 'جدولة', en: 'Schedule' },
  scheduledFor: { ar: 'جُدول المنشور: {time}', en: 'Scheduled: {time}' },
  formerTime: { ar: 'كان موعده {time}', en: 'It was planned for {time}' },
  notReadyAccount: { ar: 'اختر حسابًا يظهر عليه المنشور.', en: 'Choose an account for the post to appear on.' },
  date: { ar: 'التاريخ', en: 'Date' },
  time: { ar: 'الوقت', en: 'Time' },
  dateParts: { ar: 'يوم/شهر/سنة', en: 'dd/mm/yyyy' },
  hijriDate: { ar: 'الموافق {hijri}', en: 'Hijri: {hijri}' },
  chooseDate: { ar: 'اختر التاريخ من التقويم', en: 'Choose a date from the calendar' },
  pastTime: { ar: 'هذا الوقت مضى. اختر وقتًا لاحقًا.', en: 'This time has passed. Choose a later one.' },
  timeMissing: { ar: 'اختر التاريخ والوقت.', en: 'Choose a date and a time.' },
});
