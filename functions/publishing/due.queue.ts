import { queueWorker } from '#runtime/workers.ts';
import { dueQueue } from '#shared/publishing/messages.ts';
import { fanOut } from './fan-out.ts';

/** A post's minute has come: one message per target. */
export const handler = queueWorker(dueQueue, fanOut);
