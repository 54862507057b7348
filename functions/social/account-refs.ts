import { type Account, accountsByIds } from './account.store.ts';
import { standingOfAccount } from './standing-of-account.ts';

/** What a post needs to know of an account: where it is, and whether it can publish. */
export type AccountRef = Pick<Account, 'accountId' | 'platform' | 'username'> & ReturnType<typeof standingOfAccount>;

/**
 * The accounts among `ids` that belong to this client: a foreign or missing id is simply not in the answer.
 * `consistent` when what follows must not miss somebody who has just disconnected one.
 */
export async function accountRefs(
  clientId: string,
  ids: readonly string[],
  { consistent = false } = {},
): Promise<AccountRef[]> {
  if (ids.length === 0) return [];
  const accounts = await accountsByIds(clientId, ids, consistent);
  return accounts.map((account) => {
    const { accountId, platform, username } = account;
    return { accountId, platform, username, ...standingOfAccount(account) };
  });
}
