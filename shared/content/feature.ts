import type { Permissions, Problems } from '../contract/registration.ts';

export const permissions = {
  'content:check': { scope: 'tenant', roles: ['manager', 'editor'] },
} as const satisfies Permissions;

export const problems = {} as const satisfies Problems;
