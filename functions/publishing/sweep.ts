import { dueShards, readOverdue } from '#functions/posts/publishing-view.ts';
import { now } from '#runtime/clock.ts';
import { measure } from '#runtime/metrics.ts';
import { sendTo } from '#runtime/queue.ts';
import { overdueMs } from '#shared/publishing/late.ts';
import { publishingMetrics } from '#shared/publishing/measures.ts';
import { publishQueue } from '#shared/publishing/messages.ts';

/** Enough for all that is to be prepared before an iftar to be found beside what is really overdue. */
const PER_SHARD = 1000;

/**
 * Finds targets whose schedule never fired or whose worker died, and has them looked at. The index is only a hint:
 * the worker reads the target itself before it decides anything. Measured only when all of it was done, so that a
 * sweeper that fails each time is as silent as one that is not called.
 */
export async function sweep(): Promise<{ found: number; overdue: number; oldestMs: number }> {
  const until = now();
  const shards = await Promise.all(dueShards.map((shard) => readOverdue(shard, until, PER_SHARD)));
  const found = shards.flat();
  await sendTo(
    publishQueue,
    found.map(({ clientId, postId, targetId }) => ({ v: 1, clientId, postId, targetId })),
  );
  const late = found.map((target) => overdueMs(target, until)).filter((ms) => ms > 0);
  const oldestMs = Math.max(0, ...late);
  measure(publishingMetrics, { OldestDue: oldestMs, Overdue: late.length, Swept: 1 });
  return { found: found.length, overdue: late.length, oldestMs };
}
