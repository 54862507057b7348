import type * as z from 'zod/mini';
import type { Queue } from '../contract/queue.ts';
import type { ChangeEvent } from './event.ts';

/** Who wants to hear of which changes, and in what words: undefined for what is not theirs. */
export type Subscription<Q extends Queue = Queue> = {
  readonly queue: Q;
  readonly message: (event: ChangeEvent) => z.output<Q['message']> | undefined;
};

/**
 * Subscribes a queue to the change feed. Its worker hears of a change at least once, late, and in any order: it has to
 * ask the table how things stand, or compare versions.
 *
 * @example subscription(rollUpQueue, ({ clientId, postId, from, to }) => from === to ? undefined : { v: 1, clientId, postId });
 */
/* @__NO_SIDE_EFFECTS__ */
export const subscription = <Q extends Queue>(queue: Q, message: Subscription<Q>['message']): Subscription<Q> => ({
  queue,
  message,
});
