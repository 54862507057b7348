import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import { createLogin, type NewLogin } from './create-login.ts';
import { firstOwnerId, firstOwnerMarked } from './first-owner.store.ts';
import { sendInvitation } from './send-invitation.ts';
import { userById, userCreated } from './user.store.ts';

/**
 * Invites the first owner; again, while that one has not signed in yet. Refuses everybody else: they are invited by
 * somebody who is there.
 */
export async function createFirstOwner(person: NewLogin): Promise<{ userId: string }> {
  const userId = await firstOwnerId();
  if (userId === undefined) return inviteFirst(person);
  const owner = await userById(userId);
  if (owner?.email !== person.email || owner.status !== 'invited') throw thereIsOne();
  await sendInvitation(owner);
  return { userId };
}

/** The mark and the row are one write, so without the mark no row of ours belongs to this login. */
async function inviteFirst(person: NewLogin): Promise<{ userId: string }> {
  const { subject, isFresh, user } = await createLogin(person);
  if (user || !isFresh) throw new Error('This address belongs to somebody else');
  const userId = newId('user');
  const owner = { ...person, subject, userId, role: 'owner', status: 'invited', createdAt: now() } as const;
  const written = await transact([
    ...firstOwnerMarked(userId),
    ...userCreated(owner),
    ...auditRow({ clientId: PLATFORM, subjectId: userId, action: 'owner.invited' }),
  ]);
  if (!written.done) throw thereIsOne();
  await sendInvitation(owner);
  return { userId };
}

const thereIsOne = () => new Error('There is an owner already');
