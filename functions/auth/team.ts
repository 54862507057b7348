import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import type { Write } from '#runtime/transaction.ts';
import type { NewMember } from '#shared/auth/contract.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { Actor, TeamRole } from '#shared/contract/permission.ts';
import { clientStatusRepeated, type User, userCreated, usersOfClient } from './user.store.ts';

/** The people of one business, oldest first. */
export const teamOf = (clientId: string): Promise<User[]> => usersOfClient(clientId);

/** A login as her team sees it. */
export const memberOf = ({ userId, email, name, role, status }: User): Member => ({
  userId,
  email,
  name,
  // Only team roles carry a clientId, and only those come here.
  role: role as TeamRole,
  status,
});

/** The rows of a new member of an active business, with their audit row. Refused when the subject has a row. */
export function memberInvited(
  { clientId, subject, actor }: { clientId: string; subject: string; actor: Actor },
  person: NewMember,
): { member: Member; writes: Write[] } {
  const user = {
    ...person,
    subject,
    userId: newId('user'),
    clientId,
    status: 'active' as const,
    clientStatus: 'active' as const,
    createdAt: now(),
  };
  const detail = { role: person.role };
  const audit = auditRow({ clientId, subjectId: user.userId, action: 'member.invited', actor, detail });
  return { member: memberOf(user), writes: [...userCreated(user), ...audit] };
}

/** Tells the rows of a team that their business was suspended or resumed. */
export const teamStatus = (team: readonly User[], status: 'active' | 'suspended'): Write[] =>
  clientStatusRepeated(
    team.map(({ subject }) => subject),
    status,
  );
