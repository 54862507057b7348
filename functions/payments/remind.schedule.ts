import { timedJob } from '#runtime/workers.ts';
import { remindRenewals } from './remind-renewals.ts';

/** Every hour: businesses whose subscription ends soon. */
export const handler = timedJob(remindRenewals);
