import { queueWorker } from '#runtime/workers.ts';
import { gateQueue } from '#shared/media/work.ts';
import { receiveFile } from './receive-file.ts';

/** Looks at what arrived in quarantine and hands it to whoever can check it. */
export const handler = queueWorker(gateQueue, receiveFile);
