import { auditRow } from '#functions/audit/audit-row.ts';
import { linkerOf } from '#functions/platforms/adapters.ts';
import { appCredentials } from '#functions/platforms/app-credentials.ts';
import type { Token } from '#functions/platforms/linking.ts';
import type { Outcome } from '#functions/platforms/platform.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { transactUnlessConflict, transactWithRetry } from '#runtime/transaction.ts';
import { calledRunOut, tokenStep, tokenTiming } from '#shared/social/token-rules.ts';
import { type AccountKey, accountByKey, refreshLeased, refreshPutOff, tokenRefreshed } from './account.store.ts';
import { type ConnectedAccount, heldToken, isConnected } from './held-token.ts';
import { markNeedsReconnect } from './mark-account.ts';
import { openTokens, tokenSealer } from './platform-token.ts';

/**
 * `later`: the platform did not do it now. `busy`: somebody else is at it. Both say when to look again. `skipped`:
 * nothing was due, or there is nothing to refresh. `reconnect`: only a person can help, and the account says so.
 */
export type Refreshed = { is: 'refreshed' } | { is: 'reconnect' } | { is: 'skipped' } | Waiting;
export type Waiting = { is: 'later' | 'busy'; afterMs: number };

/**
 * Refreshes the token of one account, by one holder at a time.
 * 1. The item itself says whether it is due; an index or a memory was only a hint.
 * 2. Keys to open and to seal with are fetched first: after the call, nothing but storing may fail.
 * 3. The lease is taken with a conditional write: whoever is refused leaves the account alone. It is the stored intent:
 *    who finds it run out without a result follows `tokenStep`.
 * 4. The answer counts only while the lease and the connection are still there.
 * `refusedIssuedAt` names a token that the platform called run out although its date says otherwise. Throws
 * `KeyServiceError` before anything happened.
 */
export async function refreshToken(key: AccountKey, refusedIssuedAt?: number): Promise<Refreshed> {
  const account = await accountByKey(key, true);
  if (!isConnected(account)) return { is: 'skipped' };
  const held = heldToken(account);
  const token = account.tokenIssuedAt === refusedIssuedAt ? calledRunOut(held, now()) : held;
  const step = tokenStep(token, now());
  switch (step.do) {
    case 'use':
      return { is: 'skipped' };
    case 'wait':
      return { is: 'busy', afterMs: step.afterMs };
    case 'reconnect':
      await markNeedsReconnect(account, account.tokenIssuedAt, 'account.reconnect');
      return { is: 'reconnect' };
    case 'refresh':
      return refresh(account, token);
  }
}

async function refresh(
  account: ConnectedAccount,
  { expiresAt, refreshAt }: { expiresAt: number; refreshAt: number },
): Promise<Refreshed> {
  const { clientId, accountId, tokenIssuedAt } = account;
  const [held, sealed] = [await openTokens(account, account), await tokenSealer(account)];
  const linker = linkerOf(account.platform);
  const app = linker.refreshNeedsApp ? await appCredentials(account.platform) : undefined;
  const began = now();
  const lease = began + tokenTiming.leaseMs;
  const found = { tokenExpiresAt: expiresAt, refreshAt };
  const leased = await transactUnlessConflict(
    refreshLeased(account, tokenIssuedAt, began, { refreshLease: lease, ...found }),
  );
  if (!leased?.done) return { is: 'busy', afterMs: tokenTiming.lookAgainMs };

  // The last instruction before the call: whoever was held up since the lease may be taken for dead by now.
  if (now() > began + tokenTiming.sendMs) return putOff(account, lease, tokenTiming.putOffMs);
  const outcome = await linker.refresh(held, app);
  if (!outcome.ok) return withoutToken(account, lease, outcome.fault);
  const { issuedAt, expiresAt: tokenExpiresAt } = outcome.value;
  const token = { tokenIssuedAt: issuedAt, tokenExpiresAt, refreshAt: linker.refreshAt(outcome.value) };
  const stored = await transactWithRetry([
    ...tokenRefreshed(account, lease, { ...sealed(outcome.value), ...token }),
    ...auditRow({ clientId, subjectId: accountId, action: 'account.token_refreshed' }),
  ]);
  return { is: stored.done ? 'refreshed' : 'skipped' };
}

/** What a refresh without a token means: a dead connection, a lost answer, or a platform that did nothing. */
async function withoutToken(
  account: ConnectedAccount,
  lease: number,
  fault: Extract<Outcome<Token>, { ok: false }>['fault'],
): Promise<Refreshed> {
  const { accountId, platform, tokenIssuedAt } = account;
  const { disposition, reason, retryAfterMs = 0, detail } = fault;
  logger.warn('token refresh refused', { accountId, platform, disposition, reason, detail });
  const lost = disposition === 'unknown' && linkerOf(platform).rotates;
  if (disposition !== 'reconnect' && !lost) return putOff(account, lease, Math.max(retryAfterMs, tokenTiming.putOffMs));
  await markNeedsReconnect(account, tokenIssuedAt, lost ? 'account.reconnect' : reason);
  return { is: 'reconnect' };
}

/** Gives the lease back, so that the next holder may try after a while. */
async function putOff(account: ConnectedAccount, lease: number, afterMs: number): Promise<Refreshed> {
  await transactWithRetry(refreshPutOff(account, lease, now() + afterMs));
  return { is: 'later', afterMs };
}
