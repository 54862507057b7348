/**
 * Owner and admin are the platform's own staff; manager, editor and viewer are the team roles inside one client (a
 * business).
 */
export const roles = ['owner', 'admin', 'manager', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ['owner', 'admin'] as const satisfies readonly Role[];
export const teamRoles = ['manager', 'editor', 'viewer'] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];
export type TeamRole = (typeof teamRoles)[number];
