import { auditRow } from '#functions/audit/audit-row.ts';
import { signOutTeam } from '#functions/auth/sign-out-team.ts';
import { teamOf, teamStatus } from '#functions/auth/team.ts';
import { askAgain } from '#functions/notifications/ask-again.ts';
import { transact } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { clientStatusChanged } from './client.store.ts';
import { clientProfile } from './client-profile.ts';

/** The client and its audit row share a transaction (at most 100 writes) with this many of its people. */
const PEOPLE_AT_ONCE = 98;

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
): Promise<ClientProfile> {
  const profile = await clientProfile(clientId);
  const action = status === 'suspended' ? 'client.suspended' : 'client.resumed';
  await transact([
    ...clientStatusChanged(clientId, status),
    ...auditRow({ clientId, subjectId: clientId, action, actor, detail: { reason } }),
    ...teamStatus((await teamOf(clientId)).slice(0, PEOPLE_AT_ONCE), status),
  ]);
  // From here on nobody can be added; this finds whoever came in while the first read was made.
  const team = await teamOf(clientId);
  const late = team.filter(({ clientStatus }) => clientStatus !== status);
  for (let from = 0; from < late.length; from += PEOPLE_AT_ONCE)
    await transact(teamStatus(late.slice(from, from + PEOPLE_AT_ONCE), status));
  if (status === 'suspended') await signOutTeam(team);
  else await askAgain(clientId);
  return { ...profile, status };
}
