import { timedJob } from '#runtime/workers.ts';
import { refreshTokens } from './refresh-tokens.ts';

/** Every hour: tokens that are due for a refresh. */
export const handler = timedJob(refreshTokens);
