import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { onColleague } from './colleague.ts';
import { elsewhere } from './elsewhere.ts';
import { freeLogin } from './free-login.ts';
import { countingInvitation } from './invite.ts';
import { sendTeamInvitation } from './send-team-invitation.ts';
import { memberOf } from './team.ts';
import { userMoved } from './user.store.ts';

/**
 * Sends the invitation of somebody who has not joined yet again. Meanwhile their address may have come free, or been
 * taken: then the row first moves to where they stand now.
 */
export const inviteAgain = (actor: TenantActor, userId: string): Promise<Member> =>
  onColleague(actor, userId, async (colleague) => {
    const { clientId, email, role, status } = colleague;
    if (status === 'removed') throw new Problem('member.not_found');
    if (status !== 'invited') throw new Problem('member.joined');
    return countingInvitation({ clientId, email }, async () => {
      const login = await freeLogin(colleague);
      const isTheirs = login.user === undefined || login.user.userId === userId;
      const subject = isTheirs ? login.subject : elsewhere(clientId, email);
      if (subject !== colleague.subject && !(await transact(userMoved(colleague, subject))).done) return undefined;
      const audit = auditRow({ clientId, subjectId: userId, action: 'member.invited_again', actor });
      const sent = await sendTeamInvitation({ ...colleague, subject }, audit);
      return memberOf({ ...sent, clientId, role, status });
    });
  });
