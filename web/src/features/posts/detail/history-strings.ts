import { defineStrings, type Phrase } from '../../../lib/i18n.ts';

export const strings = defineStrings({
  repeated: {
    ar: {
      zero: 'لم يتكرر',
      one: 'مرة واحدة منذ {time}',
      two: 'مرتان منذ {time}',
      few: '{count} مرات منذ {time}',
      many: '{count} مرة منذ {time}',
      other: '{count} مرة منذ {time}',
    },
    en: { one: '{count} time since {time}', other: '{count} times since {time}' },
  },
  every: { ar: 'عرض كل سطر ({count})', en: 'Show every line ({count})' },
  /** Whose act it was; what the product does by itself has nobody beside it. */
  by: { ar: '{what} — {actor}', en: '{what} — {actor}' },
  other: { ar: 'تغيير آخر', en: 'Another change' },
  short: { ar: 'عرض مختصر', en: 'Show less' },
});

/**
 * What each line of the history says: the act as a noun (in English as its result), so that whoever did it can stand
 * beside it, be it a man, a woman or nobody. Codes as the audit log writes them.
 */
export const actionStrings: Readonly<Record<string, Phrase>> = defineStrings({
  'post.created': { ar: 'إنشاء المسودة', en: 'Draft created' },
  'post.edited': { ar: 'تعديل المنشور', en: 'Post changed' },
  'post.scheduled': { ar: 'جدولة المنشور', en: 'Post scheduled' },
  'post.publish_requested': { ar: 'طلب النشر فورًا', en: 'Publishing requested at once' },
  'post.cancelled': { ar: 'إلغاء الجدولة', en: 'Schedule cancelled' },
  'post.paused': { ar: 'إيقاف النشر مؤقتًا', en: 'Post paused' },
  'post.stopped': { ar: 'توقّف النشر بسبب فصل الحساب', en: 'Stopped: the account was disconnected' },
  'post.resumed': { ar: 'استئناف النشر', en: 'Post resumed' },
  'target.retried': { ar: 'طلب إعادة المحاولة', en: 'Another try requested' },
  'target.confirmed': { ar: 'تأكيد ظهور المنشور على الحساب', en: 'Confirmed: the post is on the account' },
  'target.denied': {
    ar: 'تأكيد عدم ظهوره وطلب إرساله من جديد',
    en: 'Reported missing on the account; sending again requested',
  },
  'target.found': {
    ar: 'العثور على المنشور على الحساب، ولم يُرسل مرة ثانية',
    en: 'Found on the account; not sent a second time',
  },
  'target.absent': {
    ar: 'عدم العثور على المنشور على الحساب، وإرساله من جديد',
    en: 'Not found on the account; sent again',
  },
  'target.claimed': { ar: 'بدء النشر', en: 'Publishing started' },
  'target.staged': { ar: 'تجهيز المنشور لدى الشبكة', en: 'Post prepared at the network' },
  'target.checked': { ar: 'انتظار معالجة الشبكة للملف', en: 'Waiting for the network to process the file' },
  'target.armed': { ar: 'إرسال أمر النشر', en: 'Order to publish sent' },
  'target.unknown': { ar: 'عدم وصول رد، وبدء التحقق من النتيجة', en: 'No answer; checking the result' },
  'target.looked': { ar: 'البحث عن المنشور على الحساب', en: 'Search for the post on the account' },
  'target.deferred': { ar: 'تأجيل المحاولة', en: 'Next try put off' },
  'target.held': { ar: 'انتظار قصير قبل المحاولة', en: 'Short wait before the try' },
  'target.suspended': { ar: 'حجز المنشور لأن النشاط موقوف', en: 'Post held back: the business was suspended' },
  'target.held_for_prayer': { ar: 'انتظار انتهاء وقت الصلاة', en: 'Waiting for the end of the prayer' },
  'target.part_published': { ar: 'نشر جزء من المنشور', en: 'A part of the post published' },
  'target.partial': { ar: 'توقّف النشر بعد جزء من المنشور', en: 'Publishing stopped after a part of the post' },
  'target.published': { ar: 'نشر المنشور', en: 'Post published' },
  'target.linked': { ar: 'حفظ رابط المنشور', en: 'Link of the post kept' },
  'comment.posting': { ar: 'محاولة جديدة لإضافة أول تعليق', en: 'New try to add the first comment' },
  'comment.posted': { ar: 'إضافة أول تعليق', en: 'First comment added' },
  'comment.sought': { ar: 'البحث عن أول تعليق تحت المنشور', en: 'Search for the first comment below the post' },
  'comment.deferred': { ar: 'تأجيل إضافة أول تعليق', en: 'First comment put off' },
  'comment.failed': { ar: 'تعذّر إضافة أول تعليق، والمنشور منشور', en: 'First comment not added; the post is out' },
  'comment.unknown': { ar: 'عدم التأكد من ظهور أول تعليق', en: 'Unknown whether the first comment appeared' },
  'target.failed': { ar: 'تعذّر النشر', en: 'Not published' },
  'target.missed': { ar: 'فوات موعد النشر', en: 'Time to publish missed' },
});
