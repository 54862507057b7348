import type { Reason } from '#shared/publishing/reasons.ts';
import type { NoAnswer } from './http.ts';
import type { Fault, Safety } from './platform.ts';

/** What may be done about a refusal, as the tables of the networks say it. */
export type FaultVerdict = Pick<Fault, 'disposition' | 'reason' | 'retryAfterMs' | 'runOut'>;

export const retry = (reason: Reason = 'platform.unavailable', retryAfterMs?: number): FaultVerdict => ({
  ...{ disposition: 'retry', reason },
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
export const permanent = (reason: Reason): FaultVerdict => ({ disposition: 'permanent', reason });
export const reconnect: FaultVerdict = { disposition: 'reconnect', reason: 'account.reconnect' };
export const unknown: FaultVerdict = { disposition: 'unknown', reason: 'publishing.in_doubt' };

/** What an answer means that proves nothing: only an irreversible call leaves doubt, any other is made again. */
export const doubtful = (safety: Safety): FaultVerdict => (safety === 'irreversible' ? unknown : retry());

/** A call without an answer: whoever was not reached did nothing, whoever was reached may have. */
export const withoutAnswer = ({ kind, detail }: NoAnswer, safety: Safety): Fault => ({
  ...(kind === 'not_sent' ? retry() : doubtful(safety)),
  ...{ down: true, detail: `${kind} ${detail}` },
});
