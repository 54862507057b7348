import { streamWorker } from '#runtime/workers.ts';
import { rollUp } from './roll-up.ts';

/** Keeps a post's header in step with its targets. */
export const handler = streamWorker(async ({ before, after }) => {
  const { clientId, postId } = after ?? before ?? {};
  if (typeof clientId !== 'string' || typeof postId !== 'string') return;
  if (before && after && before.state === after.state) return;
  await rollUp(clientId, postId);
});
