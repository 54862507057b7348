import { queueWorker } from '#runtime/workers.ts';
import { publishQueue } from '#shared/publishing/messages.ts';
import { processTarget } from './process-target.ts';

/** Longer than the function may take (60 s). */
const BACK_AFTER_SECONDS = 75;

/** Works on one target of one post, one step of the core after the other. A dead worker's messages come back soon. */
export const handler = queueWorker(publishQueue, processTarget, { backAfterSeconds: BACK_AFTER_SECONDS });
