import type { Fault, Safety } from '../platform.ts';
import { doubtful, type FaultVerdict, permanent, reconnect, retry, unknown, withoutAnswer } from '../verdict.ts';
import type { CallFailure, GraphError } from './graph.ts';

/** Codes by which Instagram says that its own service is in trouble; so does every answer of the 5xx kind. */
const TROUBLE = new Set([1, 2]);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOO_MANY = 429;

const busy = retry('platform.busy', 15 * MINUTE);
const quota = retry('platform.quota', HOUR);
const restage: FaultVerdict = { disposition: 'restage', reason: 'platform.unavailable' };

/** By `code/subcode`, then by `code`: what the fact sheet's classification says of calls that may be repeated. */
const VERDICTS: Record<string, FaultVerdict> = {
  '-2/2207003': retry(),
  '-2/2207020': restage,
  '-1/2207001': retry(),
  '-1/2207032': restage,
  '-1/2207053': restage,
  '1': retry(),
  '1/2207057': permanent('content.refused'),
  '2': retry(),
  '3': permanent('platform.misconfigured'),
  '4': busy,
  '4/2207051': permanent('platform.blocked'),
  '9': quota,
  '9/2207042': quota,
  '10': reconnect,
  '17': busy,
  '24/2207006': restage,
  '24/2207008': restage,
  '25': permanent('account.restricted'),
  '25/2207050': permanent('account.restricted'),
  '32': busy,
  '100': permanent('content.refused'),
  '100/33': retry(),
  '102': reconnect,
  '190': reconnect,
  '190/463': { ...reconnect, runOut: true },
  '341': busy,
  // The code exchange has an envelope and a code of its own: the code was used, is too old or is not ours.
  '400': reconnect,
  '352': permanent('content.refused'),
  '368': permanent('platform.blocked'),
  '506': permanent('content.duplicate'),
  '613': busy,
  '2500': permanent('platform.misconfigured'),
  '9004': retry('media.unreachable'),
  '9004/2207052': retry('media.unreachable'),
  '9007': retry('platform.unavailable', 5_000),
  '9007/2207027': retry('platform.unavailable', 5_000),
  '36000/2207004': permanent('content.image_too_large'),
  '36001/2207005': permanent('content.image_type'),
  '36003/2207009': permanent('content.image_ratio'),
  '36004/2207010': permanent('content.caption'),
  '80002': busy,
};

/** Subcodes that a container's status text names when processing failed. */
const PROCESSING: Record<string, FaultVerdict> = {
  2207001: retry(),
  2207003: restage,
  2207004: permanent('content.image_too_large'),
  2207005: permanent('content.image_type'),
  2207009: permanent('content.image_ratio'),
  2207010: permanent('content.caption'),
  2207020: restage,
  2207026: permanent('content.refused'),
  2207032: restage,
  2207050: permanent('account.restricted'),
  2207052: { ...restage, reason: 'media.unreachable' },
  2207053: restage,
  2207076: restage,
  2207077: restage,
  2207081: permanent('content.refused'),
  2207082: restage,
};

/**
 * Refusals of the irreversible call that prove that nothing was published. Anything else (a missing or used container,
 * a duplicate, a "temporary" fault) may stand for a post that is live, so it is reconciled.
 */
const PROOF_OF_ABSENCE = new Set([3, 9, 10, 17, 25, 32, 102, 190, 341, 368, 613, 2500, 80002]);
const proves = ({ code, subcode }: GraphError): boolean =>
  PROOF_OF_ABSENCE.has(code) || isPermission(code) || (code === 4 && subcode === undefined);

const isPermission = (code: number): boolean => code >= 200 && code <= 299;
const notOurAccount = ({ code, message }: GraphError): boolean =>
  code === 100 && message.startsWith('Unsupported request - method type');

function verdictOf(error: GraphError): FaultVerdict {
  // Never the client's token: our app has no access to this account, which only we can mend.
  if (notOurAccount(error)) return permanent('platform.misconfigured');
  if (isPermission(error.code)) return reconnect;
  return VERDICTS[`${error.code}/${error.subcode}`] ?? VERDICTS[`${error.code}`] ?? retry();
}

/** What may be done about a call that did not succeed, given whether that call may be repeated. */
export function faultOf(failure: CallFailure, safety: Safety): Fault {
  switch (failure.kind) {
    case 'not_sent':
    case 'no_answer':
      return withoutAnswer(failure, safety);
    case 'unreadable':
      // A gateway's own "too many requests" comes without an envelope; the call never got through.
      return failure.status === TOO_MANY
        ? waiting(busy, failure.waitMs, 'too many requests')
        : { ...doubtful(safety), down: true, detail: `unreadable ${failure.status}` };
    case 'refused':
      return { ...refusalOf(failure, safety), down: failure.status >= 500 || TROUBLE.has(failure.error.code) };
  }
}

function refusalOf({ status, error, waitMs }: Extract<CallFailure, { kind: 'refused' }>, safety: Safety): Fault {
  const detail = `${status} ${error.code}/${error.subcode ?? '-'} ${error.trace ?? ''}`.trim();
  const proven = notOurAccount(error) || (status < 500 && proves(error));
  if (safety === 'irreversible' && !proven) return { ...unknown, detail };
  // A refused write on a missing object will not come true by repeating it; a read may have met a glitch.
  if (error.code === 100 && error.subcode === 33 && safety !== 'read')
    return { ...permanent('content.refused'), detail };
  return waiting(verdictOf(error), waitMs, detail);
}

/** Adds the longer of our wait and the one the platform asked for. */
function waiting(verdict: FaultVerdict, waitMs: number | undefined, detail: string): Fault {
  const wait = Math.max(verdict.retryAfterMs ?? 0, waitMs ?? 0);
  const retried = verdict.disposition === 'retry' && wait > 0;
  return { ...verdict, ...(retried ? { retryAfterMs: wait } : {}), detail };
}

/** What a container's status text means when its processing failed. */
export function processingFault(status: string): Fault {
  const subcode = /\b(2207\d{3})\b/.exec(status)?.[1];
  return { ...(PROCESSING[subcode ?? ''] ?? restage), detail: `processing ${subcode ?? 'failed'}` };
}
