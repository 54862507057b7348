import { now } from '#runtime/clock.ts';
import type { Actor, StaffRole, TeamRole } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { mayEnter } from './may-enter.ts';
import { isEnded, type SessionClaims } from './session-claims.ts';
import { userBySubject } from './user.store.ts';

/** A suspension, a change of role, a sign-out is seen within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const REMEMBERED_MAX = 500;
const remembered = new Map<string, { actor: Actor; until: number }>();

/**
 * Who the owner of a verified token is to us. Throws `auth.required` for strangers, `auth.suspended`, and `auth.expired`
 * when the session was ended.
 */
export async function principalOf(session: SessionClaims): Promise<Actor> {
  const name = `${session.subject} ${session.origin} ${session.startedAt}`;
  const known = remembered.get(name);
  if (known && known.until > now()) return known.actor;
  remembered.delete(name);
  const user = userBySubject(session.subject);
  const [found, ended] = await Promise.all([user, isEnded(session, user)]);
  if (!found) throw new Problem('auth.required');
  if (!mayEnter(found)) throw new Problem('auth.suspended');
  if (ended) throw new Problem('auth.expired');
  const { userId, name: called, role, clientId } = found;
  const actor: Actor = clientId
    ? { kind: 'tenant', userId, name: called, clientId, role: role as TeamRole }
    : { kind: 'staff', userId, name: called, role: role as StaffRole };
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(name, { actor, until: now() + REMEMBERED_MS });
  return actor;
}
