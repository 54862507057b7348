import type { Kernel } from '#test/simulation/kernel.ts';
import { createFairQueue, type Message } from './fair-queue.ts';

const SECOND = 1000;

/** A queue in front of a function, as the template sets it. */
export type Poller = { batchSize: number; maxConcurrency: number };
/** With how many batches a queue's poller begins, and how many it adds. */
export type Ramp = { firstBatches: number; moreBatchesPerSecond: number };

/** A queue whose poller ramps up. A batch takes as long as its slowest message, because messages run side by side. */
export function createStage(kernel: Kernel, { batchSize, maxConcurrency }: Poller, ramp: Ramp, isFair: boolean) {
  const queue = createFairQueue(isFair);
  let running = 0;
  let since: number | undefined;
  const allowed = () => {
    const seconds = (kernel.now() - (since ?? kernel.now())) / SECOND;
    return Math.min(maxConcurrency, Math.floor(ramp.firstBatches + ramp.moreBatchesPerSecond * seconds));
  };
  const invoke = (batch: readonly Message[]): void => {
    running++;
    let left = batch.length;
    for (const { begin } of batch)
      begin(() => {
        left--;
        if (left > 0) return;
        running--;
        queue.remove(batch);
        pump();
      });
  };
  const pump = (): void => {
    while (queue.waiting() > 0 && running < allowed()) invoke(queue.receive(batchSize));
    if (queue.waiting() > 0 && running < maxConcurrency) kernel.after(SECOND / 5, pump);
  };
  return {
    put(message: Message): void {
      since ??= kernel.now();
      queue.send(message);
      if (running < allowed()) pump();
    },
  };
}

/** How a stream is read: how many of its shards at once, how often, and how many changes are handed on together. */
export type Reading = { lanes: number; pollMs: number; batchSize: number };

/** A table's stream with its function: the batches of each lane one after the other, in their order. */
export function createStream<Change>(
  kernel: Kernel,
  { lanes, pollMs, batchSize }: Reading,
  handle: (batch: readonly Change[], done: () => void) => void,
) {
  const all = Array.from({ length: lanes }, () => ({ waiting: [] as Change[], isBusy: false }));
  const work = (lane: (typeof all)[number]): void => {
    const batch = lane.waiting.splice(0, batchSize);
    lane.isBusy = batch.length > 0;
    if (lane.isBusy) handle(batch, () => work(lane));
  };
  return {
    /** `key` decides the lane, so that the changes of one item stay in order. */
    put(key: number, change: Change): void {
      const lane = all[key % lanes];
      if (!lane) return;
      lane.waiting.push(change);
      if (lane.isBusy) return;
      lane.isBusy = true;
      kernel.after(pollMs, () => work(lane));
    },
  };
}
