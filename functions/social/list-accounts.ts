import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { accountByKey } from './account.store.ts';
import { accountsOf } from './accounts-of.ts';
import { picturesOfClient } from './picture.store.ts';
import { presentAccount } from './present-account.ts';

/** The client's accounts; disconnected ones come last, so that posts which name them can still be understood. */
export async function listAccounts({ clientId }: TenantActor): Promise<{ items: SocialAccount[] }> {
  const [accounts, pictures] = await Promise.all([accountsOf(clientId), picturesOfClient(clientId)]);
  const items = accounts.map((account) => presentAccount(account, pictures.get(account.accountId)));
  const last = ({ health }: SocialAccount) => Number(health === 'disconnected');
  return { items: items.toSorted((a, b) => last(a) - last(b)) };
}

/** One of them, as whoever has just connected it sees it. Throws `social.account_not_found`. */
export async function readAccount({ clientId }: TenantActor, accountId: string): Promise<SocialAccount> {
  const [account, pictures] = await Promise.all([
    accountByKey({ clientId, accountId }, true),
    picturesOfClient(clientId),
  ]);
  if (!account) throw new Problem('social.account_not_found');
  return presentAccount(account, pictures.get(accountId));
}
