import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { teamRoles } from '../contract/role.ts';

export const permissions = {
  'social:read': { scope: 'tenant', roles: teamRoles },
  'social:write': { scope: 'tenant', roles: ['manager'] },
} as const satisfies Permissions;

export const ids = { account: 'ac' } as const satisfies Ids;

export const problems = {
  'social.account_not_found': {
    status: 404,
    ar: 'لم يعد هذا الحساب مرتبطًا. حدّث القائمة.',
    en: 'This account is no longer connected. Reload the list.',
  },
  'social.state_invalid': {
    status: 409,
    ar: 'انتهت صلاحية محاولة الربط هذه أو استُعملت من قبل. ابدأ الربط من جديد.',
    en: 'This attempt to connect has expired or was used already. Start again.',
  },
  'social.refused': {
    status: 409,
    ar: 'لم تُمنح الموافقة، فلم يُربط شيء. يمكنك المحاولة متى شئت.',
    en: 'Access was not granted, so nothing was connected. You can try again whenever you like.',
  },
  'social.scope_missing': {
    status: 409,
    ar: 'لم تُمنح صلاحية النشر. أعد الربط واترك كل الصلاحيات مفعّلة.',
    en: 'The permission to publish was not granted. Connect again and leave all permissions switched on.',
  },
  'social.linked_elsewhere': {
    status: 409,
    ar: 'هذا الحساب مرتبط بنشاط تجاري آخر على المنصة. افصله هناك أولًا أو تواصل مع الدعم.',
    en: 'This account is connected to another business here. Disconnect it there first, or contact support.',
  },
  'social.not_set_up': {
    status: 503,
    ar: 'لم تُفعَّل هذه الشبكة هنا بعد. تواصل مع الدعم.',
    en: 'This network is not set up here yet. Ask support.',
  },
  'social.busy': {
    status: 409,
    ar: 'يغيّر شخص آخر هذا الحساب الآن. حدّث القائمة ثم أعد المحاولة.',
    en: 'Somebody else is changing this account right now. Reload the list and try again.',
  },
  'social.platform_unavailable': {
    status: 503,
    ar: 'الشبكة لا تستجيب الآن. أعد المحاولة بعد دقائق.',
    en: 'The network does not answer right now. Try again in a few minutes.',
  },
  'account.disconnected': {
    status: 409,
    ar: 'الحساب مفصول ولا يُنشر عليه شيء. أعد ربطه من «الحسابات المرتبطة» أو اختر حسابًا آخر.',
    en: 'The account is disconnected, so nothing can go out on it. Reconnect it under “Connections”, or choose another account.',
  },
  'account.reconnect': {
    status: 409,
    ar: 'الحساب يحتاج إعادة ربط قبل أن يُنشر عليه شيء. أعد ربطه من «الحسابات المرتبطة».',
    en: 'The account needs reconnecting before anything can go out on it. Reconnect it under “Connections”.',
  },
  'account.permission': {
    status: 409,
    ar: 'الحساب بلا صلاحية نشر. أعد ربطه من «الحسابات المرتبطة» واترك الصلاحيات كلها مفعّلة.',
    en: 'The account has not granted the permission to publish. Reconnect it under “Connections” with all permissions on.',
  },
} as const satisfies Problems;
