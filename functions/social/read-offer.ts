import { publisherOf } from '#functions/platforms/adapters.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { AccountOffer } from '#shared/social/contract.ts';
import { accountByKey } from './account.store.ts';
import { accountForPublishing } from './account-for-publishing.ts';

/**
 * What an account offers now of its network's options. Throws `social.platform_unavailable` when that cannot be asked
 * now.
 */
export async function readOffer({ clientId }: TenantActor, accountId: string): Promise<AccountOffer> {
  const account = await accountByKey({ clientId, accountId });
  if (!account) throw new Problem('social.account_not_found');
  const { offer } = publisherOf(account.platform);
  if (!offer) return { choices: {}, disabled: [] };
  const usable = await accountForPublishing(clientId, accountId);
  if (usable?.status !== 'active') throw new Problem('social.platform_unavailable');
  const outcome = await offer.run(usable.credentials, {});
  if (!outcome.ok) throw new Problem('social.platform_unavailable');
  const { name, choices, disabled } = outcome.value;
  return {
    ...(name === undefined ? {} : { name }),
    choices: Object.fromEntries(Object.entries(choices).map(([option, offered]) => [option, [...offered]])),
    disabled: [...disabled],
  };
}
