import { auditRow } from '#functions/audit/audit-row.ts';
import { signOutTeam } from '#functions/auth/sign-out-team.ts';
import { teamOf, teamStatus } from '#functions/auth/team.ts';
import { askAgain } from '#functions/notifications/ask-again.ts';
import { transact, type Write } from '#runtime/transaction.ts';
import type { ClientProfile } from '#shared/clients/contract.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { clientStatusChanged } from './client.store.ts';
import { clientProfile } from './client-profile.ts';

/** The client and its audit row share a transaction (at most 100 writes) with this many of its people. */
const PEOPLE_AT_ONCE = 98;
const TRIES = 3;

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
  await changeTogether(
    clientId,
    status,
    auditRow({ clientId, subjectId: clientId, action, actor, detail: { reason } }),
  );
  // From here on nobody can be added; this finds whoever came in while the first read was made.
  const team = await teamOf(clientId);
  // One by one: whoever was removed meanwhile refuses the write, and only their own.
  for (const late of team.filter(({ clientStatus }) => clientStatus !== status))
    await transact(teamStatus([late], status));
  if (status === 'suspended') await signOutTeam(team);
  else await askAgain(clientId);
  return { ...profile, status };
}

/** The business and its people in one write; read anew when one of them was removed meanwhile. */
async function changeTogether(clientId: string, status: 'active' | 'suspended', audit: readonly Write[]) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const people = (await teamOf(clientId)).slice(0, PEOPLE_AT_ONCE);
    const written = await transact([...clientStatusChanged(clientId, status), ...audit, ...teamStatus(people, status)]);
    if (written.done || written.refused.includes(0)) return;
  }
  throw new Error('The team changes while its business is suspended or resumed');
}
