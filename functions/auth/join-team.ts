import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import { type User, userBySubjectNow, userJoined } from './user.store.ts';

/**
 * Somebody who signs in for the first time is invited no more. For everybody else it does nothing. Undefined when they
 * were removed in this moment.
 */
export async function joinTeam(user: User): Promise<User | undefined> {
  if (user.status !== 'invited') return user;
  const { subject, userId, name, clientId = PLATFORM } = user;
  const written = await transact([
    ...userJoined(subject),
    ...auditRow({ clientId, subjectId: userId, action: 'member.joined', actor: { userId, name } }),
  ]);
  return written.done ? { ...user, status: 'active' } : userBySubjectNow(subject);
}
