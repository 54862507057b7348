import { type Account, accountsByIds } from './account.store.ts';

/** What a post needs to know of an account. */
export type AccountRef = Pick<Account, 'accountId' | 'platform' | 'username' | 'status'>;

/** The accounts among `ids` that belong to this client: a foreign or missing id is simply not in the answer. */
export async function accountRefs(clientId: string, ids: readonly string[]): Promise<AccountRef[]> {
  const accounts = await accountsByIds(clientId, ids);
  return accounts.map(({ accountId, platform, username, status }) => ({ accountId, platform, username, status }));
}
