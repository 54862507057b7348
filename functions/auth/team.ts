import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import type { Write } from '#runtime/transaction.ts';
import type { NewMember } from '#shared/auth/contract.ts';
import { INVITATION_DAYS } from '#shared/auth/invitation.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { Actor, TeamRole } from '#shared/contract/permission.ts';
import { clientStatusRepeated, type User, userCreated, usersOfClient } from './user.store.ts';

const DAY_MS = 86_400_000;

/** Somebody of a team, invited or joined. */
export type TeamUser = User & { clientId: string; role: TeamRole; status: Member['status'] };

/** Only team roles carry a clientId. */
const isOfTeam = (user: User): user is TeamUser => user.clientId !== undefined && user.status !== 'removed';

/** The people of one business, oldest first; those who are invited, too. */
export const teamOf = async (clientId: string): Promise<TeamUser[]> => (await usersOfClient(clientId)).filter(isOfTeam);

/** When the last invitation was sent and until when its first password works; undefined when none has gone out. */
export const invitationOf = ({ sentAt }: Pick<User, 'sentAt'>): Member['invitation'] =>
  sentAt === undefined ? undefined : { sentAt, expiresAt: sentAt + INVITATION_DAYS * DAY_MS };

/** Somebody as their team sees them. Whether their address has a login elsewhere is not part of it. */
export function memberOf(user: TeamUser): Member {
  const { userId, email, name, role, status } = user;
  const invitation = status === 'invited' ? invitationOf(user) : undefined;
  return { userId, email, name, role, status, ...(invitation ? { invitation } : {}) };
}

/** The rows of somebody invited to an active business, with their audit row. Refused when the subject has a row. */
export function memberInvited(
  { clientId, subject, actor }: { clientId: string; subject: string; actor: Actor },
  person: NewMember,
): { user: TeamUser; writes: Write[] } {
  const user = {
    ...person,
    subject,
    userId: newId('user'),
    clientId,
    status: 'invited' as const,
    clientStatus: 'active' as const,
    createdAt: now(),
  };
  const detail = { role: person.role };
  const audit = auditRow({ clientId, subjectId: user.userId, action: 'member.invited', actor, detail });
  return { user, writes: [...userCreated(user), ...audit] };
}

/** Tells the rows of a team that their business was suspended or resumed. */
export const teamStatus = (team: readonly User[], status: 'active' | 'suspended'): Write[] =>
  clientStatusRepeated(
    team.map(({ subject }) => subject),
    status,
  );
