import { type Registered, registered } from './registered.ts';
import type { Role, StaffRole, TeamRole } from './role.ts';

export { type Role, roles, type StaffRole, type TeamRole, teamRoles } from './role.ts';

/** Every permission, as the features say them. */
export const permissions: Registered<'permissions'> = registered('permissions');

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
