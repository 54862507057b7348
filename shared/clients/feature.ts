import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { staffRoles, teamRoles } from '../contract/role.ts';

export const permissions = {
  'clients:create': { scope: 'platform', roles: ['owner'] },
  'clients:read': { scope: 'platform', roles: staffRoles },
  'clients:suspend': { scope: 'platform', roles: staffRoles },
  'team:read': { scope: 'tenant', roles: teamRoles },
  'team:write': { scope: 'tenant', roles: ['manager'] },
} as const satisfies Permissions;

export const ids = { client: 'cl' } as const satisfies Ids;

export const problems = {
  'client.not_found': { status: 404, ar: 'لا يوجد نشاط تجاري بهذا العنوان.', en: 'There is no such business.' },
  'member.exists': {
    status: 409,
    ar: 'لهذا البريد الإلكتروني حساب دخول من قبل.',
    en: 'This e-mail address already has an account here.',
  },
  'member.in_team': {
    status: 409,
    ar: 'هذا الشخص في فريقك من قبل، أو سبقت دعوته إليه.',
    en: 'This person is in your team already, or is invited to it.',
  },
  'member.not_found': {
    status: 404,
    ar: 'لم يعد هذا الشخص في فريقك. حدّث القائمة.',
    en: 'This person is no longer in your team. Reload the list.',
  },
  'member.joined': {
    status: 409,
    ar: 'انضم هذا الشخص إلى الفريق، فلا حاجة إلى دعوة جديدة. حدّث القائمة.',
    en: 'This person has joined already, so there is no invitation to send. Reload the list.',
  },
  'member.self': {
    status: 409,
    ar: 'لا يمكنك إزالة نفسك أو تغيير دورك. اطلب ذلك من مدير آخر في فريقك.',
    en: 'You cannot remove yourself or change your own role. Ask another manager of your team.',
  },
} as const satisfies Problems;
