import { now } from '#runtime/clock.ts';
import { errorName } from '#runtime/error-name.ts';
import { logger } from '#runtime/logger.ts';
import { refreshShards } from './account.entity.ts';
import { type Account, accountsDueForRefresh } from './account.store.ts';
import { finishDisconnect } from './finish-disconnect.ts';
import { type Refreshed, refreshToken } from './refresh-token.ts';

const AT_ONCE = 10;

/**
 * Refreshes every token that is due, and looks once more at accounts that were disconnected. One account's trouble never
 * keeps the others waiting for the next hour.
 */
export async function refreshTokens(): Promise<Record<Done | 'broken', number>> {
  const counts = { refreshed: 0, reconnect: 0, later: 0, busy: 0, skipped: 0, disconnected: 0, broken: 0 };
  for (const shard of refreshShards) {
    const due = await accountsDueForRefresh(shard, now());
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const some = due.slice(from, from + AT_ONCE);
      const results = await Promise.allSettled(some.map(lookAt));
      for (const [position, result] of results.entries()) {
        counts[result.status === 'fulfilled' ? result.value : 'broken'] += 1;
        if (result.status === 'rejected')
          logger.error('refresh broke', { accountId: some[position]?.accountId, error: errorName(result.reason) });
      }
    }
  }
  return counts;
}

type Done = Refreshed['is'] | 'disconnected';

async function lookAt(account: Account): Promise<Done> {
  if (account.status !== 'disconnected') return (await refreshToken(account)).is;
  await finishDisconnect(account);
  return 'disconnected';
}
