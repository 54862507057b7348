import type { Reason } from '#shared/publishing/reasons.ts';
import type { Fault, Safety } from '../platform.ts';
import type { SnapchatFailure } from './call.ts';

type Verdict = Pick<Fault, 'disposition' | 'reason' | 'retryAfterMs' | 'runOut'>;

const SECOND = 1000;

const retry = (retryAfterMs?: number, reason: Reason = 'platform.unavailable'): Verdict => ({
  ...{ disposition: 'retry', reason },
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const permanent = (reason: Reason): Verdict => ({ disposition: 'permanent', reason });
const reconnect: Verdict = { disposition: 'reconnect', reason: 'account.reconnect' };
const unknown: Verdict = { disposition: 'unknown', reason: 'publishing.in_doubt' };

/** By Snap's own word, whatever the status; texts only where a word is not always there. */
const ROWS: readonly (readonly [is: RegExp, means: Verdict])[] = [
  [/MEDIA_PROCESSING|still being processed/i, retry(10 * SECOND, 'platform.busy')],
  [/MEDIA_EXPIRED/, { disposition: 'restage', reason: 'platform.unavailable' }],
  // An earlier call of ours is at work: proof that it was heard.
  [/MEDIA_POSTING_ALREADY_IN_PROGRESS/, unknown],
  [/Media size is too large/i, permanent('content.image_too_large')],
  [/invalid_grant/, reconnect],
  [/invalid_client/, permanent('platform.misconfigured')],
];

/** What may be done about a call that did not succeed. */
export function snapchatFaultOf(failure: SnapchatFailure, safety: Safety): Fault {
  const doubtful = safety === 'irreversible' ? unknown : retry();
  switch (failure.kind) {
    case 'not_sent':
      return { ...retry(), down: true, detail: `not_sent ${failure.detail}` };
    case 'no_answer':
      return { ...doubtful, down: true, detail: `no_answer ${failure.detail}` };
    case 'unreadable':
      return { ...doubtful, down: failure.status >= 500, detail: `unreadable ${failure.status}` };
    case 'refused': {
      const { status, code, text, waitMs } = failure;
      const detail = `${status} ${code}`.trim();
      const means = ROWS.find(([is]) => is.test(`${code} ${text}`))?.[1] ?? byStatus(status, waitMs);
      return { ...(means ?? doubtful), down: status >= 500, detail };
    }
  }
}

function byStatus(status: number, waitMs: number | undefined): Verdict | undefined {
  switch (status) {
    case 401:
      return { ...reconnect, runOut: true };
    // Our app, this profile, or a role in it: who asked looks whether it is our app.
    case 403:
      return permanent('platform.unapproved');
    case 429:
      return retry(waitMs ?? 2 * SECOND, 'platform.busy');
    default:
      return status >= 500 ? undefined : permanent('content.refused');
  }
}

/** Of the token endpoint: a lost answer may have replaced the refresh token that we hold. */
export function snapchatTokenFault(failure: SnapchatFailure): Fault {
  const fault = snapchatFaultOf(failure, 'irreversible');
  const isRefused = failure.kind === 'refused' && failure.status < 500 && failure.status !== 429;
  if (!isRefused || fault.reason === 'platform.misconfigured') return fault;
  return { ...reconnect, down: false, detail: fault.detail };
}
