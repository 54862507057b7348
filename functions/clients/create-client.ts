import { auditRow } from '#functions/audit/audit-row.ts';
import type { Login } from '#functions/auth/create-login.ts';
import { countingInvitation, invite } from '#functions/auth/invite.ts';
import { sendTeamInvitation } from '#functions/auth/send-team-invitation.ts';
import { memberInvited } from '#functions/auth/team.ts';
import { trialBegun } from '#functions/payments/begin-trial.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Language } from '#shared/contract/text.ts';
import { clientCreated } from './client.store.ts';
import { clientProfile } from './client-profile.ts';

type NewClient = { name: string; nameEn: string; manager: { email: string; name: string; language: Language } };

/**
 * Opens a business and invites its manager. Both exist afterwards, or neither; when only the mail could not be sent,
 * the same request sends it and opens nothing a second time.
 */
export async function createClient(actor: StaffActor, asked: NewClient): Promise<ClientProfile> {
  const { name, nameEn, manager } = asked;
  const row = await countingInvitation(manager, () =>
    invite(manager, {
      async place(login) {
        if (login.user && !(await isOpenedFor(login, asked))) throw new Problem('member.exists');
        return login.subject;
      },
      async write(subject) {
        const clientId = newId('client');
        const profile = { clientId, name, nameEn, zone: 'Asia/Kuwait', status: 'active' as const, createdAt: now() };
        const { user, writes } = memberInvited({ clientId, subject, actor }, { ...manager, role: 'manager' });
        const written = await transact([
          ...clientCreated(profile),
          ...writes,
          ...(await trialBegun(clientId)),
          ...auditRow({ clientId, subjectId: clientId, action: 'client.created', actor }),
        ]);
        return written.done ? user : undefined;
      },
      send: sendTeamInvitation,
    }),
  );
  return clientProfile(row.clientId ?? '');
}

/** Whether an earlier try of the same request made this login: its manager is still awaited. */
async function isOpenedFor({ user }: Login, { name, nameEn }: NewClient): Promise<boolean> {
  if (user?.status !== 'invited' || user.role !== 'manager' || user.clientId === undefined) return false;
  const client = await clientProfile(user.clientId);
  return client.name === name && client.nameEn === nameEn;
}
