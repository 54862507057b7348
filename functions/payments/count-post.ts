import { now } from '#runtime/clock.ts';
import type { Write } from '#runtime/transaction.ts';
import { kuwaitiMonth } from '#shared/payments/period.ts';
import { assertRoom } from './entitlement.ts';
import { postCounted, postsUsed } from './usage.store.ts';

/**
 * What counts a post against the plan of its business, to be written with its first scheduling: the write is refused
 * when another post was counted meanwhile, so that a hundred at once get exactly as many as there is room for. Throws
 * as `assertRoom`. `month` is undefined when nothing limits the business.
 */
export async function countPost(clientId: string): Promise<{ writes: Write[]; month?: string }> {
  const month = kuwaitiMonth(now());
  let used = 0;
  const counts = await assertRoom(clientId, 'posts', async () => {
    used = await postsUsed(clientId, month, true);
    return used;
  });
  return counts ? { writes: postCounted(clientId, month, used), month } : { writes: [] };
}
