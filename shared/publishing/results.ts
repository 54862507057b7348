import { acceptedFound, waitOn } from './accepted.ts';
import { commentFaulted } from './comment.ts';
import type { Effect, FaultReport, PublishingEvent, Step, StepContext } from './event.ts';
import { checkedAhead, faultedAhead, stagedAhead } from './prepare.ts';
import { type Target, timing } from './target.ts';
import {
  arm,
  defer,
  ignore,
  markMissed,
  markPublished,
  markUnknown,
  move,
  nextCheckAt,
  pastGrace,
  settle,
} from './transitions.ts';

type Of<T extends PublishingEvent['type']> = Extract<PublishingEvent, { type: T }>;

/** The platform holds the prepared post, or a part of it; it is not visible yet. */
export function staged(target: Target, event: Of<'staged'>, context: StepContext): Step {
  const { now, pace } = context;
  if (target.state === 'scheduled') return stagedAhead(target, event, context);
  if (target.state !== 'claimed') return ignore('impossible');
  const { handle, pieces } = event;
  if (event.more)
    return move(target, { handle, leaseUntil: now + timing.leaseMs, checkAt: nextCheckAt(target, now) }, undefined, {
      do: 'stage',
      afterMs: 0,
    });
  const afterMs = pace.pollDelaysMs[0] ?? 0;
  return move(
    target,
    {
      state: 'staged',
      handle,
      pieces,
      stagedAt: now,
      polls: 0,
      leaseUntil: now + afterMs + timing.leaseMs,
      checkAt: nextCheckAt(target, now + afterMs),
    },
    'target.staged',
    { do: 'check', afterMs },
  );
}

/** The platform was asked how far it is. Ready means: arm first, call after. */
export function checked(target: Target, found: Of<'checked'>['found'], context: StepContext): Step {
  const { now, pace } = context;
  if (target.state === 'scheduled') return checkedAhead(target, found, context);
  if (target.state !== 'staged') return ignore('impossible');
  if (found === 'published')
    return markUnknown(target, 0, context, { armedAt: target.armedAt ?? now, armUntil: target.armUntil ?? now });
  if (pastGrace(target, now)) return markMissed(target);
  if (found === 'ready') return arm(target, context);
  if (now - (target.stagedAt ?? now) > pace.giveUpMs)
    return defer(target, { reason: 'platform.busy', keepHandle: false }, context);
  const polls = target.polls + 1;
  const afterMs = pace.pollDelaysMs[Math.min(polls, pace.pollDelaysMs.length - 1)] ?? 0;
  return move(
    target,
    { polls, leaseUntil: now + afterMs + timing.leaseMs, checkAt: nextCheckAt(target, now + afterMs) },
    undefined,
    { do: 'check', afterMs },
  );
}

export function published(target: Target, event: Of<'published'>, context: StepContext): Step {
  if (target.state === 'armed') return markPublished(target, event, context);
  const found = target.state === 'published' && target.permalink === undefined && event.permalink !== undefined;
  return found
    ? move(target, { externalId: event.externalId, permalink: event.permalink, checkAt: undefined }, 'target.linked')
    : ignore('impossible');
}

/** After doubt the platform was asked whether the post is there. Absence counts only when nobody can still be sending. */
export function reconciled(target: Target, event: Of<'reconciled'>, context: StepContext): Step {
  const { now } = context;
  if (target.state === 'accepted') return acceptedFound(target, event, context);
  if (target.state !== 'unknown') return ignore('impossible');
  if (event.found === 'live') return markPublished(target, event, context);
  if (event.found === 'refused') return settle({ ...target, handle: undefined }, 'failed', event.reason);
  const quietAt = (target.armUntil ?? now) + timing.inFlightMs;
  if (now < quietAt) return markUnknown(target, quietAt - now, context);
  if (event.found === 'processing') return markUnknown(target, timing.doubtRetryMs, context);
  if (event.found === 'lost') return defer(target, { ...absent, keepHandle: false }, context);
  const provenAt = (target.absentAt ?? now) + timing.absenceApartMs;
  if (now < provenAt) return markUnknown(target, provenAt - now, context, { absentAt: target.absentAt ?? now });
  // Refused for this and proved absent: sending it again by ourselves would only be refused again.
  if (target.reason === 'platform.blocked' || target.reason === 'content.duplicate')
    return settle({ ...target, handle: undefined }, 'failed', target.reason);
  return defer(target, { ...absent, keepHandle: true }, context);
}

/** Proved, which took long enough. */
const absent = { reason: 'platform.unavailable', atOnce: true } as const;

/** A call did not succeed. What may happen next depends on what was being done and on what the fault proves. */
export function faulted(target: Target, during: Effect['do'], fault: FaultReport, context: StepContext): Step {
  if (during === 'permalink') return ignore('resting');
  if (during === 'comment' || during === 'find_comment') return commentFaulted(target, during, fault, context);
  // Reading failed while in doubt: nothing is proved, whatever the error says.
  if (during === 'reconcile' && target.state === 'accepted') return waitOn(target, fault.retryAfterMs, context);
  if (during === 'reconcile')
    return target.state === 'unknown' ? markUnknown(target, doubtfulMs(fault), context) : ignore('impossible');
  const expected = { stage: 'claimed', check: 'staged', publish: 'armed', look: undefined }[during];
  if (target.state === 'scheduled' && (during === 'stage' || during === 'check'))
    return faultedAhead(target, fault, context);
  if (target.state !== expected) return ignore('impossible');
  switch (fault.disposition) {
    case 'unknown':
      // Only the irreversible call can leave doubt; an unclear answer to staging or reading is simply tried again.
      return during === 'publish'
        ? markUnknown(target, timing.firstDoubtMs, context, { reason: fault.reason })
        : defer(target, { ...fault, keepHandle: true }, context);
    case 'retry':
      // What is with the platform already is used again, if only a part of it is.
      return defer(target, { ...fault, keepHandle: true }, context);
    case 'restage':
      return defer(target, { ...fault, keepHandle: false }, context);
    case 'reconnect':
    case 'permanent':
      if (fault.reason === 'platform.by_hand') return settle(target, 'needs_review', fault.reason);
      return settle({ ...target, handle: undefined }, 'failed', fault.reason);
  }
}

/** Reading that failed is tried again soon; what was not even asked, when there is use in asking. */
const doubtfulMs = ({ untried, retryAfterMs = 0 }: FaultReport): number =>
  Math.max(timing.doubtRetryMs, untried ? retryAfterMs : 0);
