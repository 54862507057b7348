import * as z from 'zod/mini';
import type { FeedSubscription } from '../changes/subscription.ts';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';

/** Fold the states of this post's targets into its header. Says no more, so that several changes are one message. */
export const RollUpMessage = z.object({ v: z.literal(1), clientId: id('client'), postId: id('post') });
export const rollUpQueue = queue('posts-rollup', RollUpMessage);

export const rollUpOnChange: FeedSubscription<typeof RollUpMessage> = {
  queue: rollUpQueue,
  message: ({ clientId, postId, from, to }) => (from === to ? undefined : { v: 1, clientId, postId }),
};
