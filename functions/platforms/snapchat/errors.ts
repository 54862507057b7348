import type { Fault, Safety } from '../platform.ts';
import { doubtful, type FaultVerdict, permanent, reconnect, retry, unknown, withoutAnswer } from '../verdict.ts';
import type { SnapchatFailure } from './call.ts';

const SECOND = 1000;

/** By Snap's own word, whatever the status; texts only where a word is not always there. */
const ROWS: readonly (readonly [is: RegExp, means: FaultVerdict])[] = [
  [/MEDIA_PROCESSING|still being processed/i, retry('platform.busy', 10 * SECOND)],
  [/MEDIA_EXPIRED/, { disposition: 'restage', reason: 'platform.unavailable' }],
  // An earlier call of ours is at work: proof that it was heard.
  [/MEDIA_POSTING_ALREADY_IN_PROGRESS/, unknown],
  [/Media size is too large/i, permanent('content.image_too_large')],
  [/invalid_grant/, reconnect],
  [/invalid_client/, permanent('platform.misconfigured')],
];

/** What may be done about a call that did not succeed. */
export function snapchatFaultOf(failure: SnapchatFailure, safety: Safety): Fault {
  switch (failure.kind) {
    case 'not_sent':
    case 'no_answer':
      return withoutAnswer(failure, safety);
    case 'unreadable':
      return { ...doubtful(safety), down: failure.status >= 500, detail: `unreadable ${failure.status}` };
    case 'refused': {
      const { status, code, text, waitMs } = failure;
      const detail = `${status} ${code}`.trim();
      const means = ROWS.find(([is]) => is.test(`${code} ${text}`))?.[1] ?? byStatus(status, waitMs);
      return { ...(means ?? doubtful(safety)), down: status >= 500, detail };
    }
  }
}

function byStatus(status: number, waitMs: number | undefined): FaultVerdict | undefined {
  switch (status) {
    case 401:
      return { ...reconnect, runOut: true };
    // Our app, this profile, or a role in it: who asked looks whether it is our app.
    case 403:
      return permanent('platform.unapproved');
    case 429:
      return retry('platform.busy', waitMs ?? 2 * SECOND);
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
