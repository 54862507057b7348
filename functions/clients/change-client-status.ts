import { auditRow } from '#functions/audit/audit-row.ts';
import { signOutTeam } from '#functions/auth/sign-out-team.ts';
import { teamOf, teamStatus } from '#functions/auth/team.ts';
import { askAgain } from '#functions/notifications/ask-again.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { clientStatusChanged } from './client.store.ts';
import { clientProfile } from './client-profile.ts';

type Status = 'active' | 'suspended';

/** The client, its audit row and the key share a transaction (at most 100 writes) with this many of its people. */
const PEOPLE_AT_ONCE = 97;
const TRIES = 3;

/**
 * Suspends or resumes a business together with everybody of its team. A suspension is seen within a minute: functions
 * remember for that long who somebody is. A team that may enter again is asked about what nobody could be told of
 * meanwhile. A business that is in that state already stays as it is.
 */
export async function changeClientStatus(
  actor: StaffActor,
  clientId: string,
  status: Status,
  reason: string,
  deed: Deed<string>,
): Promise<ClientProfile> {
  const profile = await clientProfile(clientId);
  const action = status === 'suspended' ? 'client.suspended' : 'client.resumed';
  const audit = auditRow({ clientId, subjectId: clientId, action, actor, detail: { reason } });
  await changeTogether(clientId, status, [...audit, ...deed.done(clientId)]);
  return withItsTeam({ ...profile, status });
}

/** A business whose status was changed before. What a call that broke off left of its team's is finished. */
export const clientStatusChangedBefore = async (clientId: string): Promise<ClientProfile> =>
  withItsTeam(await clientProfile(clientId, { consistent: true }));

/** The business and its people in one write; read anew when one of them was removed meanwhile. */
async function changeTogether(clientId: string, status: Status, told: ReturnType<typeof auditRow>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const people = teamStatus((await teamOf(clientId)).slice(0, PEOPLE_AT_ONCE), status);
    const writes = [...clientStatusChanged(clientId, status), ...people, ...told];
    const written = await transactWithRetry(writes);
    if (written.done) return;
    if (written.refused.includes(writes.length - 1)) throw new Error('The key was used before');
    // In that state already.
    if (written.refused.includes(0)) return;
  }
  throw new Error('The team changes while its business is suspended or resumed');
}

/**
 * From the write on nobody can be added; this finds whoever came in before it, and was not seen. One by one: whoever was
 * removed meanwhile refuses the write, and only their own.
 */
async function withItsTeam(profile: ClientProfile): Promise<ClientProfile> {
  const { clientId, status } = profile;
  const team = await teamOf(clientId);
  for (const late of team.filter(({ clientStatus }) => clientStatus !== status))
    await transactWithRetry(teamStatus([late], status));
  if (status === 'suspended') await signOutTeam(team);
  else await askAgain(clientId);
  return profile;
}
