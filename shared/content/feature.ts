import type { Permissions } from '../contract/registration.ts';

export const permissions = {
  'content:check': { scope: 'tenant', roles: ['manager', 'editor'] },
} as const satisfies Permissions;
