import { createLogin } from '#functions/auth/create-login.ts';
import { memberInvited } from '#functions/auth/team.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { transact } from '#runtime/transaction.ts';
import type { NewMember } from '#shared/auth/contract.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { clientIsActive } from './client.store.ts';

/** Invites somebody to the caller's own business. The business must still be active when the rows are written. */
export async function addMember(actor: TenantActor, person: NewMember, deed: Deed<Member>): Promise<Member> {
  const { clientId } = actor;
  return createLogin({ ...person, group: 'client' }, async (subject) => {
    const { member, writes } = memberInvited({ clientId, subject, actor }, person);
    const written = await transact([...clientIsActive(clientId), ...writes, ...deed.done(member)]);
    if (!written.done) throw new Problem('auth.suspended');
    return member;
  });
}
