import { queueWorker } from '#runtime/workers.ts';
import { marksQueue } from '#shared/social/publication.ts';
import { recordPublication } from './mark-account.ts';

/** Keeps in mind when an account published last. */
export const handler = queueWorker(marksQueue, recordPublication);
