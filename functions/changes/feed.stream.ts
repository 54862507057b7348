import { streamBatchWorker } from '#runtime/workers.ts';
import { tellSubscribers } from './tell-subscribers.ts';

/** The one reader of the table's changes beside the planner: tells everybody who subscribed. */
export const handler = streamBatchWorker(tellSubscribers);
