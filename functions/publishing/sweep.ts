import { dueShards, readOverdue } from '#functions/posts/publishing-view.ts';
import { now } from '#runtime/clock.ts';
import { sendLook } from './queues.ts';

/** Enough for all that is to be prepared before an iftar to be found beside what is really overdue. */
const PER_SHARD = 1000;

/**
 * Finds targets whose schedule never fired or whose worker died, and has them looked at. The index is only a hint:
 * the worker reads the target itself before it decides anything.
 */
export async function sweep(): Promise<{ overdue: number; oldestMs: number }> {
  const until = now();
  const found = await Promise.all(dueShards.map((shard) => readOverdue(shard, until, PER_SHARD)));
  const overdue = found.flat();
  await Promise.all(overdue.map(({ clientId, postId, targetId }) => sendLook({ v: 1, clientId, postId, targetId }, 0)));
  const oldest = Math.min(until, ...overdue.map(({ checkAt }) => checkAt ?? until));
  return { overdue: overdue.length, oldestMs: until - oldest };
}
