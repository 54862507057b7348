import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import type { Language } from '#shared/contract/text.ts';
import { createLogin } from './create-login.ts';
import { userCreated } from './user.store.ts';

type Invited = { userId: string };

/** Invites a member of the support staff. */
export async function addStaff(
  actor: StaffActor,
  person: { email: string; name: string; language: Language },
  deed: Deed<Invited>,
): Promise<Invited> {
  const userId = newId('user');
  return createLogin({ ...person, group: 'admin' }, async (subject) => {
    const written = await transact([
      ...userCreated({ subject, userId, ...person, role: 'admin', status: 'active', createdAt: now() }),
      ...auditRow({ clientId: PLATFORM, subjectId: userId, action: 'staff.invited', actor }),
      ...deed.done({ userId }),
    ]);
    if (!written.done) throw new Error('The login has a row already');
    return { userId };
  });
}
