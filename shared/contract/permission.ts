/**
 * Permissions as data. Owner and admin are the platform's own staff; manager, editor and viewer are the team
 * roles inside one client (a business). `scope` says whose data a permission opens: `tenant` needs an actor who
 * belongs to a client and never reaches beyond that client, `platform` is for staff, `self` for anyone signed in.
 */
export const roles = ['owner', 'admin', 'manager', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ['owner', 'admin'] as const satisfies readonly Role[];
export const teamRoles = ['manager', 'editor', 'viewer'] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];
export type TeamRole = (typeof teamRoles)[number];

type Rule = { readonly scope: 'tenant' | 'platform' | 'self'; readonly roles: readonly Role[] };

export const permissions = {
  'self:read': { scope: 'self', roles },
  'self:write': { scope: 'self', roles },
  'clients:create': { scope: 'platform', roles: ['owner'] },
  'clients:read': { scope: 'platform', roles: ['owner', 'admin'] },
  'clients:suspend': { scope: 'platform', roles: ['owner', 'admin'] },
  'staff:create': { scope: 'platform', roles: ['owner'] },
  'operations:read': { scope: 'platform', roles: ['owner', 'admin'] },
  'operations:write': { scope: 'platform', roles: ['owner', 'admin'] },
  'team:read': { scope: 'tenant', roles: teamRoles },
  'team:write': { scope: 'tenant', roles: ['manager'] },
  'social:read': { scope: 'tenant', roles: teamRoles },
  'social:write': { scope: 'tenant', roles: ['manager'] },
  'media:read': { scope: 'tenant', roles: teamRoles },
  'media:write': { scope: 'tenant', roles: ['manager', 'editor'] },
  'posts:read': { scope: 'tenant', roles: teamRoles },
  'posts:write': { scope: 'tenant', roles: ['manager', 'editor'] },
  'calendar:read': { scope: 'self', roles },
  'calendar:write': { scope: 'tenant', roles: ['manager'] },
  'calendar:govern': { scope: 'platform', roles: ['owner'] },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

/** Somebody who works for one client. `clientId` comes from our store, never from the caller. */
export type TenantActor = { kind: 'tenant'; userId: string; name: string; clientId: string; role: TeamRole };
/** Somebody who runs the platform. */
export type StaffActor = { kind: 'staff'; userId: string; name: string; role: StaffRole };
export type Actor = TenantActor | StaffActor;

/** The kind of actor a handler gets for a permission: a tenant permission always brings a `clientId`. */
export type ActorFor<P extends Permission> = (typeof permissions)[P]['scope'] extends 'tenant'
  ? TenantActor
  : (typeof permissions)[P]['scope'] extends 'platform'
    ? StaffActor
    : Actor;

/** Whether a role holds a permission. */
export const may = (role: Role, permission: Permission): boolean =>
  (permissions[permission].roles as readonly Role[]).includes(role);
