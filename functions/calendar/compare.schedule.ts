import { timedJob } from '#runtime/workers.ts';
import { compareTimes } from './compare-times.ts';

/** Once a day: our prayer times, held against an independent source. */
export const handler = timedJob(compareTimes);
