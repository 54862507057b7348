import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { NewLogin } from './create-login.ts';
import { countingInvitation, invite } from './invite.ts';
import { sendInvitation } from './send-invitation.ts';
import { userCreated } from './user.store.ts';

/** Invites a member of the support staff. The same request again finishes what was cut short. */
export async function addStaff(actor: StaffActor, person: NewLogin): Promise<{ userId: string }> {
  const { userId } = await countingInvitation(person, () =>
    invite(person, {
      place({ subject, user }) {
        if (user && !(user.role === 'admin' && user.status === 'invited')) throw new Problem('member.exists');
        return subject;
      },
      async write(subject) {
        const userId = newId('user');
        const user = { ...person, subject, userId, role: 'admin', status: 'invited', createdAt: now() } as const;
        const audit = auditRow({ clientId: PLATFORM, subjectId: userId, action: 'staff.invited', actor });
        return (await transact([...userCreated(user), ...audit])).done ? user : undefined;
      },
      send: sendInvitation,
    }),
  );
  return { userId };
}
