import { now } from '#runtime/clock.ts';
import type { Actor, StaffRole, TeamRole } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { mayEnter } from './may-enter.ts';
import { userBySubject } from './user.store.ts';

/** A suspension or a change of role is seen within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const remembered = new Map<string, { actor: Actor; until: number }>();

/** Who a verified token's subject is to us. Throws `auth.required` for strangers and `auth.suspended`. */
export async function principalOf(subject: string): Promise<Actor> {
  const known = remembered.get(subject);
  if (known && known.until > now()) return known.actor;
  remembered.delete(subject);
  const found = await userBySubject(subject);
  if (!found) throw new Problem('auth.required');
  if (!mayEnter(found)) throw new Problem('auth.suspended');
  const { userId, name, role, clientId } = found;
  const actor: Actor = clientId
    ? { kind: 'tenant', userId, name, clientId, role: role as TeamRole }
    : { kind: 'staff', userId, name, role: role as StaffRole };
  remembered.set(subject, { actor, until: now() + REMEMBERED_MS });
  return actor;
}
