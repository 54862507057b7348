import type { Permissions, Problems } from '../contract/registration.ts';
import { staffRoles } from '../contract/role.ts';

export const permissions = {
  'operations:read': { scope: 'platform', roles: staffRoles },
  'operations:write': { scope: 'platform', roles: staffRoles },
} as const satisfies Permissions;

export const problems = {
  'queue.not_found': {
    status: 404,
    ar: 'لا توجد قائمة بهذا الاسم. حدّث الصفحة.',
    en: 'There is no queue of this name. Reload the page.',
  },
  'letter.not_found': {
    status: 404,
    ar: 'لم تعد هذه الرسالة هنا، أو يطّلع عليها شخص آخر الآن. حدّث القائمة بعد دقيقة.',
    en: 'This message is no longer here, or somebody else is looking at it. Reload the list in a minute.',
  },
  'letter.not_redrivable': {
    status: 409,
    ar: 'هذه الرسائل تدل على ما حدث فقط، ولا يوجد ما يُعاد إرساله.',
    en: 'These messages only point at what happened; there is nothing to send again.',
  },
} as const satisfies Problems;
