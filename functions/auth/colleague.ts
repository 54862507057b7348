import { transactUnlessConflict, type Write } from '#runtime/transaction.ts';
import type { TeamRole, TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { isStillManager, type User, userById, userBySubjectNow } from './user.store.ts';

/** Somebody of the actor's team as they stand in the table; also half removed. */
export type Colleague = User & { clientId: string; role: TeamRole };

/** Two managers who change each other at the same moment: one is first, the other reads anew. */
const TRIES = 5;

/**
 * Runs an act on somebody else of the actor's own team; anew when it returns undefined because it met another. Nobody
 * acts on themselves, and whoever acts is a manager at that moment: so a team always keeps one.
 */
export async function onColleague<T>(
  actor: TenantActor,
  userId: string,
  act: (colleague: Colleague) => Promise<T | undefined>,
): Promise<T> {
  if (userId === actor.userId) throw new Problem('member.self');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const done = await act(await colleagueNow(actor.clientId, userId));
    if (done !== undefined) return done;
  }
  throw new Error('This member of the team is being changed all the time');
}

/** Those of another business look missing. */
async function colleagueNow(clientId: string, userId: string): Promise<Colleague> {
  const found = await userById(userId);
  const user = found?.clientId === clientId ? await userBySubjectNow(found.subject) : undefined;
  if (user?.clientId !== clientId) throw new Problem('member.not_found');
  // Only team roles carry a clientId.
  return { ...user, clientId, role: user.role as TeamRole };
}

/** Writes what only a manager may write. False when something else was written first: read anew, then try again. */
export async function writtenByManager(actor: TenantActor, writes: readonly Write[]): Promise<boolean> {
  const self = await userById(actor.userId);
  if (!self) throw new Problem('auth.required');
  const written = await transactUnlessConflict([...isStillManager(self.subject), ...writes]);
  if (written && !written.done && written.refused.includes(0)) throw new Problem('auth.forbidden');
  return written?.done ?? false;
}
