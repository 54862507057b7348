import * as z from 'zod/mini';
import type { FeedSubscription } from '../changes/subscription.ts';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';

/** Something of this account came out at `publishedAt` (epoch ms). */
export const Publication = z.object({
  v: z.literal(1),
  clientId: id('client'),
  accountId: id('account'),
  publishedAt: z.number(),
});
export type Publication = z.infer<typeof Publication>;
export const marksQueue = queue('social-mark', Publication);

export const markOnPublication: FeedSubscription<typeof Publication> = {
  queue: marksQueue,
  message: ({ clientId, accountId, from, to, publishedAt }) =>
    to === 'published' && from !== to && publishedAt !== undefined
      ? { v: 1, clientId, accountId, publishedAt }
      : undefined,
};
