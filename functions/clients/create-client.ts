import { auditRow } from '#functions/audit/audit-row.ts';
import { createLogin } from '#functions/auth/create-login.ts';
import { memberInvited } from '#functions/auth/team.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import type { Language } from '#shared/contract/text.ts';
import { clientCreated } from './client.store.ts';

type NewClient = { name: string; nameEn: string; manager: { email: string; name: string; language: Language } };

/** Opens a business and invites its manager. Both exist afterwards, or neither. */
export async function createClient(
  actor: StaffActor,
  { name, nameEn, manager }: NewClient,
  deed: Deed<ClientProfile>,
): Promise<ClientProfile> {
  const clientId = newId('client');
  const profile = { clientId, name, nameEn, zone: 'Asia/Kuwait', status: 'active' as const, createdAt: now() };
  return createLogin({ ...manager, group: 'client' }, async (subject) => {
    const { writes } = memberInvited({ clientId, subject, actor }, { ...manager, role: 'manager' });
    const written = await transact([
      ...clientCreated(profile),
      ...writes,
      ...auditRow({ clientId, subjectId: clientId, action: 'client.created', actor }),
      ...deed.done(profile),
    ]);
    if (!written.done) throw new Error('The login has a row already');
    return profile;
  });
}
