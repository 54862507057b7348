import { timedJob } from '#runtime/workers.ts';
import { pollPayments } from './poll-payments.ts';

/** Every five minutes: payments that nobody told us of. */
export const handler = timedJob(pollPayments);
