import type { Permissions, Problems } from '../contract/registration.ts';
import { roles } from '../contract/role.ts';

export const permissions = {
  'calendar:read': { scope: 'self', roles },
  'calendar:write': { scope: 'tenant', roles: ['manager'] },
  'calendar:govern': { scope: 'platform', roles: ['owner'] },
} as const satisfies Permissions;

export const problems = {
  'calendar.changed': {
    status: 409,
    ar: 'غيّر شخص آخر هذه الإعدادات بعد أن فتحتها. حدّث الصفحة لترى التغيير.',
    en: 'Somebody changed these settings after you opened them. Reload the page to see the change.',
  },
  'calendar.moon_contradicts': {
    status: 422,
    ar: 'لا يصح هذا مع ما أُعلن: سيصبح شهر من 28 يومًا أو 31.',
    en: 'This does not fit what was announced: a month would have 28 or 31 days.',
  },
  'calendar.table_faulty': {
    status: 422,
    ar: 'في الجدول أسطر غير صحيحة، ولم يُستورد منه شيء.',
    en: 'Some lines of the table are not right, so nothing was imported.',
  },
} as const satisfies Problems;
