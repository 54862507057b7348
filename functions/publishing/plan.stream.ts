import { streamWorker } from '#runtime/workers.ts';
import { planPost } from './plan-post.ts';

/** Keeps schedules in step with posts: every new revision gets its own, the old one's is taken away. */
export const handler = streamWorker(({ before, after }) => planPost(before, after));
