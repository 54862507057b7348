import { auditRow } from '#functions/audit/audit-row.ts';
import { signOutTeam } from '#functions/auth/sign-out-team.ts';
import { teamOf, teamStatus } from '#functions/auth/team.ts';
import { askAgain } from '#functions/notifications/ask-again.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { insist } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { clientStatusChanged } from './client.store.ts';
import { clientProfile } from './client-profile.ts';

/** The client, its audit row and the key share a transaction (at most 100 writes) with this many of its people. */
const PEOPLE_AT_ONCE = 97;

/**
 * Suspends or resumes a business together with everybody of its team. A suspension is seen within a minute: functions
 * remember for that long who somebody is. A team that may enter again is asked about what nobody could be told of
 * meanwhile. A business that is in that state already stays as it is.
 */
export async function changeClientStatus(
  actor: StaffActor,
  clientId: string,
  status: 'active' | 'suspended',
  reason: string,
  deed: Deed<string>,
): Promise<ClientProfile> {
  const profile = await clientProfile(clientId);
  const action = status === 'suspended' ? 'client.suspended' : 'client.resumed';
  const writes = [
    ...clientStatusChanged(clientId, status),
    ...auditRow({ clientId, subjectId: clientId, action, actor, detail: { reason } }),
    ...teamStatus((await teamOf(clientId)).slice(0, PEOPLE_AT_ONCE), status),
    ...deed.done(clientId),
  ];
  const written = await insist(writes);
  if (!written.done && written.refused.includes(writes.length - 1)) throw new Error('The key was used before');
  return withItsTeam({ ...profile, status });
}

/** A business whose status was changed before. What a call that broke off left of its team's is finished. */
export const clientStatusChangedBefore = async (clientId: string): Promise<ClientProfile> =>
  withItsTeam(await clientProfile(clientId, { consistent: true }));

/** From here on nobody can be added; this finds whoever came in before that, and was not seen. */
async function withItsTeam(profile: ClientProfile): Promise<ClientProfile> {
  const { clientId, status } = profile;
  const team = await teamOf(clientId);
  const late = team.filter(({ clientStatus }) => clientStatus !== status);
  for (let from = 0; from < late.length; from += PEOPLE_AT_ONCE)
    await insist(teamStatus(late.slice(from, from + PEOPLE_AT_ONCE), status));
  if (status === 'suspended') await signOutTeam(team);
  else await askAgain(clientId);
  return profile;
}
