import { queueWorker } from '#runtime/workers.ts';
import { LookMessage } from '#shared/publishing/messages.ts';
import { lookAtTarget } from './look-at-target.ts';

/** Works on one target of one post, one step of the core after the other. */
export const handler = queueWorker(LookMessage, lookAtTarget);
