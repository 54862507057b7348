import { once } from 'node:events';
import { target as targets } from '#functions/posts/target.entity.ts';
import { handler } from '#functions/publishing/publish.queue.ts';
import { dynamo } from '#runtime/table.ts';
import type { Target } from '#shared/publishing/target.ts';
import { contextOf } from '#test/support/gateway.ts';
import { queueEvent } from '../round-trips/events.ts';
import { cpuMs } from './cpu.ts';
import { messageFor, seedTargets } from './seed.ts';

/** What the drain took, and what the table says after it. */
export type Drained = {
  elapsedMs: number;
  cpuMs: number;
  /** Messages that the handler handed back to the queue. */
  failed: number;
  /** Calls of the table by operation, retries counted once. */
  tableCalls: Record<string, number>;
  /** Transactions that the table cancelled, for whatever reason. */
  cancelled: number;
  /** The targets by their container: what the table says became of them. */
  rows: Record<string, Pick<Target, 'state' | 'externalId' | 'permalink'>>;
};

/**
 * Runs in a process of its own, `node worker.ts <targets> <messages at once>`, whose log goes nowhere. Tells its parent
 * when the targets are there and waits for its word.
 */
const [count = 0, atOnce = 0] = process.argv.slice(2).map(Number);
const seeded = await seedTargets(count);
const events = seeded.map((target) => queueEvent(messageFor(target)));
const drained: Drained = { elapsedMs: 0, cpuMs: 0, failed: 0, tableCalls: {}, cancelled: 0, rows: {} };

const tableCalls: Record<string, number> = {};

dynamo.middlewareStack.add(
  (next, { commandName = '' }) =>
    async (args) => {
      tableCalls[commandName] = (tableCalls[commandName] ?? 0) + 1;
      return next(args).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'TransactionCanceledException') drained.cancelled++;
        throw error;
      });
    },
  { step: 'initialize', name: 'benchCount' },
);

process.once('disconnect', () => process.exit());
process.send?.('seeded');
await once(process, 'message');
const [beganAt, cpuBefore] = [performance.now(), cpuMs()];
const lanes = Array.from({ length: atOnce }, async () => {
  for (let event = events.pop(); event; event = events.pop()) {
    const { batchItemFailures } = await handler(event, contextOf());
    drained.failed += batchItemFailures.length;
  }
});
await Promise.all(lanes);
drained.elapsedMs = performance.now() - beganAt;
drained.cpuMs = cpuMs() - cpuBefore;
drained.tableCalls = { ...tableCalls };

// Not the drain any more: the table is asked what became of each of them.
const keys = seeded.map(({ clientId, postId, targetId }) => ({ clientId, postId, targetId }));
const { data } = await targets.get(keys).go({ concurrency: 4 });
for (const { handle, state, externalId, permalink } of data)
  drained.rows[String(handle?.containerId)] = {
    state,
    ...(externalId && { externalId }),
    ...(permalink && { permalink }),
  };
process.send?.(drained, () => process.disconnect());
