import * as z from 'zod/mini';
import { askAbout } from '#functions/notifications/ask-about.ts';
import { markPublished } from '#functions/social/mark-account.ts';
import { streamWorker } from '#runtime/workers.ts';
import { rollUp } from './roll-up.ts';

/** What the fold needs of a target's image in the stream. */
const Seen = z.object({
  clientId: z.string(),
  postId: z.string(),
  accountId: z.string(),
  state: z.string(),
  publishedAt: z.optional(z.number()),
});

/**
 * Keeps a post's header, and its account's last publication, in step with its targets; has people asked where only
 * they can help.
 */
export const handler = streamWorker(async ({ before, after }) => {
  const old = Seen.safeParse(before).data;
  const current = Seen.safeParse(after).data;
  const target = current ?? old;
  if (!target || old?.state === current?.state) return;
  await rollUp(target.clientId, target.postId);
  await askAbout(after);
  if (current?.publishedAt !== undefined && current.state === 'published')
    await markPublished(current.clientId, current.accountId, current.publishedAt);
});
