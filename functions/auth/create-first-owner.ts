import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { Language } from '#shared/contract/text.ts';
import { createLogin } from './create-login.ts';
import { firstOwnerMarked, ownerExists } from './first-owner.store.ts';
import { userCreated } from './user.store.ts';

/** Invites the first owner. Refuses when there is one: everybody else is invited by somebody who is there. */
export async function createFirstOwner(person: { email: string; name: string; language: Language }) {
  if (await ownerExists()) throw new Error('There is an owner already');
  const userId = newId('user');
  return createLogin({ ...person, group: 'owner' }, async (subject) => {
    const written = await transact([
      ...firstOwnerMarked(userId),
      ...userCreated({ subject, userId, ...person, role: 'owner', status: 'active', createdAt: now() }),
      ...auditRow({ clientId: PLATFORM, subjectId: userId, action: 'owner.invited' }),
    ]);
    if (!written.done) throw new Error('There is an owner already');
    return { userId };
  });
}
