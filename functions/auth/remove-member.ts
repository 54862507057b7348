import { auditRow } from '#functions/audit/audit-row.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { onColleague, writtenByManager } from './colleague.ts';
import { forgetUser } from './forget-user.ts';
import { userRemoved } from './user.store.ts';

/**
 * Removes somebody from the actor's team; they are shut out within a minute. Cut short, the same request finishes it:
 * 1. the row is marked: from here on it lets nobody in;
 * 2. the login is deleted, and every session with it;
 * 3. the row is deleted, so that the address can be invited again, here or elsewhere.
 */
export async function removeMember(actor: TenantActor, userId: string): Promise<undefined> {
  const removed = await onColleague(actor, userId, async (colleague) => {
    const { clientId, subject, status, role } = colleague;
    if (status === 'removed') return colleague;
    const written = await writtenByManager(actor, [
      ...userRemoved(subject),
      ...auditRow({ clientId, subjectId: userId, action: 'member.removed', actor, detail: { role } }),
    ]);
    return written ? colleague : undefined;
  });
  await forgetUser(removed);
}
