import type { ClientProfile } from '#shared/clients/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { clientById } from './client.store.ts';

/** One business as others may know it. Throws `client.not_found`. */
export async function clientProfile(clientId: string, { consistent = false } = {}): Promise<ClientProfile> {
  const found = await clientById(clientId, consistent);
  if (!found) throw new Problem('client.not_found');
  return found;
}
