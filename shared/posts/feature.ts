import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { teamRoles } from '../contract/role.ts';

export const permissions = {
  'posts:read': { scope: 'tenant', roles: teamRoles },
  'posts:write': { scope: 'tenant', roles: ['manager', 'editor'] },
} as const satisfies Permissions;

export const ids = { post: 'po', target: 'tg' } as const satisfies Ids;

export const problems = {
  'post.not_found': {
    status: 404,
    ar: 'هذا المنشور غير موجود أو حُذف.',
    en: 'This post does not exist or was deleted.',
  },
  'post.changed': {
    status: 409,
    ar: 'غيّر أحدٌ هذا المنشور بعد أن فتحته. حدّثه لترى التغيير.',
    en: 'Somebody changed this post after you opened it. Reload it to see the change.',
  },
  'post.already_published': {
    status: 409,
    ar: 'نُشر هذا المنشور من قبل ولا يمكن تغييره.',
    en: 'This post is already published and cannot be changed.',
  },
  'post.publishing': {
    status: 409,
    ar: 'يُنشر هذا المنشور الآن. انتظر حتى ينتهي.',
    en: 'This post is being published right now. Wait until it is done.',
  },
  'post.not_scheduled': { status: 409, ar: 'هذا المنشور غير مجدول.', en: 'This post is not scheduled.' },
  'post.not_paused': { status: 409, ar: 'هذا المنشور ليس متوقفًا.', en: 'This post is not paused.' },
  'post.resume_too_late': {
    status: 409,
    ar: 'مضى موعد هذا المنشور. اختر موعدًا جديدًا.',
    en: 'The time of this post has passed. Choose a new one.',
  },
  'post.time_past': {
    status: 422,
    ar: 'الوقت المختار مضى. اختر وقتًا قادمًا.',
    en: 'The chosen time has passed. Choose a later one.',
  },
  'post.time_far': {
    status: 422,
    ar: 'الوقت المختار بعد أكثر من خمس سنوات. تحقّق من السنة.',
    en: 'The chosen time is more than five years ahead. Check the year.',
  },
  'post.prayer_time': {
    status: 422,
    ar: 'هذا الوقت داخل وقت صلاة، ولا دقيقة أخرى مناسبة في ذلك اليوم. اختر وقتًا آخر.',
    en: 'This time is inside a prayer, and that day has no other minute for it. Choose another time.',
  },
  'post.not_publishable': {
    status: 422,
    ar: 'المنشور لا يوافق شروط الشبكة. راجع الملاحظات وعدّله.',
    en: 'The post does not meet the rules of its network. Look at the notes and change it.',
    api: 'The post does not meet the rules of its platforms.',
  },
  'target.not_found': {
    status: 404,
    ar: 'لم يعد هذا الحساب ضمن المنشور. حدّث الصفحة.',
    en: 'This account is no longer part of the post. Reload the page.',
  },
  'target.not_retryable': {
    status: 409,
    ar: 'لا يوجد ما يُعاد إرساله هنا. حدّث الصفحة لترى الحالة الآن.',
    en: 'There is nothing to send again here. Reload the page to see how things stand.',
  },
  'target.not_in_doubt': {
    status: 409,
    ar: 'حُسم أمر هذا المنشور من قبل. حدّث الصفحة لترى الحالة الآن.',
    en: 'This has been settled already. Reload the page to see how things stand.',
  },
} as const satisfies Problems;
