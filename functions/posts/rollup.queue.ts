import { queueWorker } from '#runtime/workers.ts';
import { rollUpQueue } from '#shared/posts/roll-up.ts';
import { rollUp } from './roll-up.ts';

/** Keeps a post's header in step with its targets. */
export const handler = queueWorker(rollUpQueue, ({ clientId, postId }) => rollUp(clientId, postId));
