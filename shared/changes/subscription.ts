import type * as z from 'zod/mini';
import type { Grouped, Queue } from '../contract/queue.ts';
import type { ChangeEvent } from './event.ts';

/**
 * Who wants to hear of which changes, and in what words: `undefined` for what is not theirs. Their worker hears of a
 * change at least once, late, and in any order: it has to ask the table how things stand, or compare versions.
 *
 * @example const rollUpOnChange: Subscription<typeof RollUpMessage> = {
 *   queue: rollUpQueue,
 *   message: ({ clientId, postId, from, to }) => (from === to ? undefined : { v: 1, clientId, postId }),
 * };
 */
export type FeedSubscription<S extends Grouped = Grouped> = {
  readonly queue: Queue<S>;
  readonly message: (event: ChangeEvent) => z.output<S> | undefined;
};
