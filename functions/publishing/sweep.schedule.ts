import { timedJob } from '#runtime/workers.ts';
import { sweep } from './sweep.ts';

/** Every five minutes: whoever should have been looked at and was not. */
export const handler = timedJob(sweep);
