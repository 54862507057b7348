import type { Fault, Safety } from '../platform.ts';
import { doubtful, type FaultVerdict, permanent, reconnect, retry, unknown, withoutAnswer } from '../verdict.ts';
import type { XFailure, XProblem } from './call.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A new token may help: X does not say whether this one ran out or was taken away, so a refresh finds out. */
const renew: FaultVerdict = { ...reconnect, runOut: true };

type Row = { readonly status?: readonly number[]; readonly is: RegExp; readonly means: FaultVerdict };

/** What the fact sheet's classification says, the more particular first; `is` is found in `type text`. */
const ROWS: readonly Row[] = [
  { is: /^credits|creditsdepleted/, means: retry('platform.unpaid', HOUR) },
  { status: [402], is: /(?:)/, means: retry('platform.unpaid', HOUR) },
  { is: /spendcapreached|usage-capped|usagecapexceeded/, means: retry('platform.unpaid', HOUR) },
  { is: /client-forbidden|client-not-enrolled/, means: permanent('platform.misconfigured') },
  { status: [400], is: /media ids are invalid/, means: { disposition: 'restage', reason: 'content.media' } },
  { status: [400], is: /(?:)/, means: permanent('content.refused') },
  { status: [401], is: /(?:)/, means: renew },
  // The same words are there already: perhaps by a call of ours that we never heard of again.
  { status: [403], is: /duplicate content/, means: { ...unknown, reason: 'content.duplicate' } },
  {
    status: [403],
    is: /are mentioned or are the author|reply to this conversation/,
    means: permanent('content.reply'),
  },
  { status: [403], is: /cashtag/, means: permanent('content.caption') },
  { status: [403], is: /post a video longer/, means: permanent('content.media') },
  { status: [403], is: /unsupported-authentication/, means: renew },
  { status: [403], is: /oauth2-permissions|not-authorized-for-resource/, means: reconnect },
  { status: [403], is: /user-suspended|temporarily locked/, means: permanent('account.restricted') },
  { status: [403], is: /(?:)/, means: permanent('content.refused') },
  { status: [404, 409], is: /(?:)/, means: permanent('content.refused') },
  { status: [413], is: /(?:)/, means: permanent('content.image_too_large') },
  { status: [429], is: /(?:)/, means: retry('platform.busy', 15 * MINUTE) },
];

const verdictOf = ({ status, type, text }: XProblem): FaultVerdict | undefined =>
  ROWS.find((row) => (row.status?.includes(status) ?? true) && row.is.test(`${type} ${text}`))?.means;

/**
 * What may be done about a call that did not succeed. Every refusal below 500 of the irreversible call proves that
 * nothing was posted, but for a duplicate: that one may be ours.
 */
export function xFaultOf(failure: XFailure, safety: Safety): Fault {
  switch (failure.kind) {
    case 'not_sent':
    case 'no_answer':
      return withoutAnswer(failure, safety);
    case 'unreadable': {
      // Empty answers and an edge's pages: their status is all there is to go by.
      const { status, waitMs } = failure;
      const means = status >= 300 && status < 500 ? verdictOf({ status, type: '', text: '', waitMs }) : undefined;
      if (means) return { ...waiting(means, waitMs), detail: `unreadable ${status}` };
      return { ...doubtful(safety), down: status >= 500, detail: `unreadable ${status}` };
    }
    case 'refused': {
      const detail = `${failure.status} ${failure.type}`.trim();
      if (failure.status >= 500) return { ...doubtful(safety), down: true, detail };
      return { ...waiting(verdictOf(failure) ?? permanent('content.refused'), failure.waitMs), down: false, detail };
    }
  }
}

/** What X itself asks for counts more than our guess. */
const waiting = (means: FaultVerdict, waitMs: number | undefined): FaultVerdict =>
  means.disposition === 'retry' && waitMs !== undefined ? { ...means, retryAfterMs: waitMs } : means;

/**
 * The token endpoint has words of its own. A lost answer may have ended the validity of what we hold (`unknown`); wrong
 * credentials of our app are our fault and disconnect nobody.
 */
export function xTokenFault(failure: XFailure): Fault {
  const fault = xFaultOf(failure, 'irreversible');
  if (failure.kind !== 'refused' || failure.status >= 500) return fault;
  if (failure.status === 401 || /unauthorized_client|invalid_client/.test(failure.text))
    return { ...permanent('platform.misconfigured'), down: false, detail: fault.detail };
  return failure.status === 400 ? { ...reconnect, down: false, detail: fault.detail } : fault;
}
