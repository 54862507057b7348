import { now } from '#runtime/clock.ts';
import { isRenewable } from '#shared/social/token-rules.ts';
import { type AccountKey, accountByKey } from './account.store.ts';
import { heldToken, isConnected } from './held-token.ts';
import { markNeedsReconnect } from './mark-account.ts';
import { type Refreshed, refreshToken } from './refresh-token.ts';
import { evictAccount } from './warm-accounts.ts';

/** What a refused token means for the work it was used for. `refreshed`: another token is there, try with that. */
export type AfterRefusal = Exclude<Refreshed, { is: 'skipped' }> | { is: 'disconnected' };

/**
 * The platform refused the token issued at `issuedAt`; nothing happened. What a warm function remembered may be out of
 * date, so the row is read before anybody is asked to reconnect. `runOut`: it was refused for its age, so renewing it
 * may help. Throws `KeyServiceError`.
 */
export async function tokenRefused(key: AccountKey, issuedAt: number, runOut: boolean): Promise<AfterRefusal> {
  evictAccount(key);
  const account = await accountByKey(key, true);
  if (!account || account.status === 'disconnected') return { is: 'disconnected' };
  if (!isConnected(account)) return { is: 'reconnect' };
  if (account.tokenIssuedAt !== issuedAt) return { is: 'refreshed' };
  if (runOut && isRenewable(heldToken(account), now())) {
    const renewed = await refreshToken(key, issuedAt);
    return renewed.is === 'skipped' ? { is: 'refreshed' } : renewed;
  }
  await markNeedsReconnect(account, issuedAt, 'account.reconnect');
  return { is: 'reconnect' };
}
