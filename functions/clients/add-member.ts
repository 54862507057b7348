import { elsewhere } from '#functions/auth/elsewhere.ts';
import { countingInvitation, invite } from '#functions/auth/invite.ts';
import { sendTeamInvitation } from '#functions/auth/send-team-invitation.ts';
import { memberInvited, memberOf, teamOf } from '#functions/auth/team.ts';
import { assertRoom } from '#functions/payments/entitlement.ts';
import { transact } from '#runtime/transaction.ts';
import type { NewMember } from '#shared/auth/contract.ts';
import type { Member } from '#shared/clients/contract.ts';
import { type TenantActor, teamRoles } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { clientIsActive } from './client.store.ts';

/**
 * Invites somebody to the caller's own business, which must still be active when the rows are written. Whether the
 * address has a login elsewhere changes nothing in the answer: then the person is told by mail, and only they.
 */
export async function addMember(actor: TenantActor, person: NewMember): Promise<Member> {
  const { clientId } = actor;
  await assertRoom(clientId, 'members', async () => (await teamOf(clientId)).length);
  const row = await countingInvitation({ clientId, email: person.email }, () =>
    invite(person, {
      place: ({ subject, user }) => (user && user.clientId !== clientId ? elsewhere(clientId, person.email) : subject),
      async write(subject) {
        const { user, writes } = memberInvited({ clientId, subject, actor }, person);
        const written = await transact([...clientIsActive(clientId), ...writes]);
        if (!written.done && written.refused.includes(0)) throw new Problem('auth.suspended');
        return written.done ? user : undefined;
      },
      send: sendTeamInvitation,
    }),
  );
  const role = teamRoles.find((one) => one === row.role);
  const isThis = row.status === 'invited' && role === person.role && row.name === person.name;
  if (!isThis) throw new Problem('member.in_team');
  return memberOf({ ...row, clientId, role, status: 'invited' });
}
