import type { Ids, Problems } from './registration.ts';

/** What belongs to no feature, because every request and every change has it. */
export const ids = { audit: 'au', job: 'jb', key: 'ky' } as const satisfies Ids;

export const problems = {
  'request.unreadable': {
    status: 400,
    ar: 'تعذّر على الخادم قراءة الطلب. حدّث الصفحة وأعد المحاولة.',
    en: 'The server could not read the request. Reload the page and try again.',
    api: 'The request body is not valid JSON.',
  },
  'request.too_large': {
    status: 413,
    ar: 'ما أرسلته أكبر من الحد المسموح (1 ميغابايت). اختصره وأعد المحاولة.',
    en: 'What you sent is larger than 1 MB. Make it shorter and try again.',
  },
  'request.invalid': {
    status: 422,
    ar: 'بعض الحقول غير صحيحة. راجع الحقول المعلَّمة.',
    en: 'Some fields are not right. Check the marked ones.',
    api: 'Some fields are not acceptable.',
  },
  'request.cursor_invalid': {
    status: 400,
    ar: 'تغيّرت القائمة منذ فتحتها. حدّثها من البداية.',
    en: 'The list has changed since you opened it. Load it again from the start.',
    api: 'This page cursor was not issued for this query.',
  },
  'request.origin_refused': {
    status: 403,
    ar: 'لم يأتِ الطلب من التطبيق نفسه. افتح التطبيق من عنوانه المعتاد.',
    en: 'The request did not come from the application. Open it from its usual address.',
  },
  'request.too_many': {
    status: 429,
    ar: 'محاولات كثيرة في وقت قصير. انتظر قليلًا ثم أعد المحاولة.',
    en: 'Too many attempts in a short time. Wait a little, then try again.',
  },
  'route.not_found': {
    status: 404,
    ar: 'لا يوجد شيء في هذا العنوان. حدّث الصفحة للحصول على آخر إصدار.',
    en: 'There is nothing at this address. Reload the page to get the latest version.',
    api: 'There is nothing at this address.',
  },
  'idempotency.key_missing': {
    status: 400,
    ar: 'نقص في الطلب حال دون تنفيذه. حدّث الصفحة وأعد المحاولة.',
    en: 'The request was incomplete. Reload the page and try again.',
    api: 'POST requests need an Idempotency-Key header.',
  },
  'idempotency.key_reused': {
    status: 409,
    ar: 'أُرسل هذا الطلب سابقًا بمحتوى مختلف. حدّث الصفحة لترى الحالة الآن.',
    en: 'This request was sent before with other content. Reload the page to see how things stand.',
    api: 'This Idempotency-Key was used for a different request.',
  },
  'idempotency.in_progress': {
    status: 409,
    ar: 'ما زال طلبك السابق قيد التنفيذ. انتظر لحظات.',
    en: 'Your earlier request is still being worked on. Give it a moment.',
  },
  'mail.unavailable': {
    status: 503,
    ar: 'تعذّر إرسال البريد الآن. لم يضِع شيء: أعد المحاولة بعد دقائق وسيُستكمل الإرسال.',
    en: 'No mail could be sent right now. Nothing is lost: try again in a few minutes, and it goes out.',
  },
  'internal.unexpected': {
    status: 500,
    ar: 'حدث خطأ عندنا. أعد المحاولة، وإن تكرر فأرسل رقم المرجع إلى الدعم.',
    en: 'Something went wrong on our side. Try again; if it happens again, send the reference to support.',
  },
} as const satisfies Problems;
