import { memberOf, teamOf } from '#functions/auth/team.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { TenantActor } from '#shared/contract/permission.ts';

/** The team of the caller's own business, oldest first. */
export async function listMembers({ clientId }: TenantActor): Promise<{ items: Member[] }> {
  return { items: (await teamOf(clientId)).map(memberOf) };
}
