import { auditRow } from '#functions/audit/audit-row.ts';
import { linkerOf } from '#functions/platforms/linkers.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { transact } from '#runtime/transaction.ts';
import {
  type AccountKey,
  accountByKey,
  accountNeedsReconnect,
  refreshLeased,
  tokenRefreshed,
} from './account.store.ts';
import { openToken, sealToken } from './platform-token.ts';

/** Longer than one refresh can take, shorter than the job's hour: what is left of a crash is tried next time. */
const LEASE_MS = 10 * 60_000;

/** `later`: the platform was not to be reached, the next run tries again. `skipped`: nothing was due, or another has it. */
export type Refreshed = 'refreshed' | 'reconnect' | 'later' | 'skipped';

/**
 * Refreshes the token of one account, by one holder at a time.
 * 1. The item itself says whether it is due; the index was only a hint.
 * 2. The lease is taken with a conditional write: whoever is refused leaves the account alone.
 * 3. The answer counts only while the lease and the connection are still there.
 */
export async function refreshToken(key: AccountKey): Promise<Refreshed> {
  const account = await accountByKey(key, true);
  const { sealedToken, tokenIssuedAt } = account ?? {};
  if (account?.status !== 'active' || account.refreshAt > now()) return 'skipped';
  if (sealedToken === undefined || tokenIssuedAt === undefined) return 'skipped';
  const { clientId, accountId, platform } = account;
  const lease = now() + LEASE_MS;
  if (!(await transact(refreshLeased(account, tokenIssuedAt, now(), lease))).done) return 'skipped';

  const linker = linkerOf(platform);
  const outcome = await linker.refresh(await openToken(account, sealedToken));
  if (outcome.ok) {
    const token = {
      sealedToken: await sealToken(account, outcome.value.token),
      tokenIssuedAt: outcome.value.issuedAt,
      tokenExpiresAt: outcome.value.expiresAt,
      refreshAt: linker.refreshAt(outcome.value),
    };
    const audited = auditRow({ clientId, subjectId: accountId, action: 'account.token_refreshed' });
    return (await transact([...tokenRefreshed(account, lease, token), ...audited])).done ? 'refreshed' : 'skipped';
  }
  const { disposition, reason, detail } = outcome.fault;
  logger.warn('token refresh refused', { accountId, platform, disposition, reason, detail });
  if (disposition !== 'reconnect') return 'later';
  await transact([
    ...accountNeedsReconnect(account, tokenIssuedAt, reason),
    ...auditRow({ clientId, subjectId: accountId, action: 'account.needs_reconnect', detail: { reason } }),
  ]);
  return 'reconnect';
}
