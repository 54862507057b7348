import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { NewLogin } from './create-login.ts';
import { firstOwnerId, firstOwnerMarked } from './first-owner.store.ts';
import { invite } from './invite.ts';
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

async function inviteFirst(person: NewLogin): Promise<{ userId: string }> {
  const { userId } = await invite(person, {
    place({ subject, user }) {
      if (user && user.role !== 'owner') throw new Error('This address belongs to somebody else');
      return subject;
    },
    async write(subject) {
      const userId = newId('user');
      const user = { ...person, subject, userId, role: 'owner', status: 'invited', createdAt: now() } as const;
      const written = await transact([
        ...firstOwnerMarked(userId),
        ...userCreated(user),
        ...auditRow({ clientId: PLATFORM, subjectId: userId, action: 'owner.invited' }),
      ]);
      if (!written.done) throw thereIsOne();
      return user;
    },
  });
  return { userId };
}

const thereIsOne = () => new Error('There is an owner already');
