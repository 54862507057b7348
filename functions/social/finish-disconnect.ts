import { stopPostsOn } from '#functions/posts/posts-on-account.ts';
import { now } from '#runtime/clock.ts';
import { writeOne } from '#runtime/transaction.ts';
import { type Account, accountByKey, postsStopped } from './account.store.ts';

const STOPPING_MS = 60_000;

/**
 * Looks once more whether everything that would go out on a disconnected account is stopped: the request may have died
 * on the way, and a list may not have shown what was scheduled in that moment. The note is taken away when nothing is
 * left. Whoever connected the account meanwhile keeps what is planned.
 */
export async function finishDisconnect(found: Account): Promise<void> {
  const { clientId, accountId } = found;
  const account = await accountByKey(found, true);
  if (account?.status !== 'disconnected' || account.refreshAt > now()) return;
  const { left } = await stopPostsOn(clientId, accountId, { until: now() + STOPPING_MS });
  if (left === 0) await writeOne(postsStopped(account));
}
