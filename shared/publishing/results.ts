import { acceptedFound, waitOn } from './accepted.ts';
import { commentFaulted } from './comment.ts';
import type { Effect, FaultReport, PublishingEvent, Step, Surroundings } from './event.ts';
import { again, arm, doubt, ignore, live, missed, move, pastGrace, rest, watch } from './moves.ts';
import { checkedAhead, faultedAhead, stagedAhead } from './prepare.ts';
import { type Target, timing } from './target.ts';

type Of<T extends PublishingEvent['type']> = Extract<PublishingEvent, { type: T }>;

/** The platform holds the prepared post, or a part of it; it is not visible yet. */
export function staged(target: Target, event: Of<'staged'>, around: Surroundings): Step {
  const { now, pace } = around;
  if (target.state === 'scheduled') return stagedAhead(target, event, around);
  if (target.state !== 'claimed') return ignore('impossible');
  const { handle, pieces } = event;
  if (event.more)
    return move(target, { handle, leaseUntil: now + timing.leaseMs, checkAt: watch(target, now) }, undefined, {
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
      checkAt: watch(target, now + afterMs),
    },
    'target.staged',
    { do: 'check', afterMs },
  );
}

/** The platform was asked how far it is. Ready means: arm first, call after. */
export function checked(target: Target, found: Of<'checked'>['found'], around: Surroundings): Step {
  const { now, pace } = around;
  if (target.state === 'scheduled') return checkedAhead(target, found, around);
  if (target.state !== 'staged') return ignore('impossible');
  if (found === 'published')
    return doubt(target, 0, around, { armedAt: target.armedAt ?? now, armUntil: target.armUntil ?? now });
  if (pastGrace(target, now)) return missed(target);
  if (found === 'ready') return arm(target, around);
  if (now - (target.stagedAt ?? now) > pace.giveUpMs)
    return again(target, { reason: 'platform.busy', keepHandle: false }, around);
  const polls = target.polls + 1;
  const afterMs = pace.pollDelaysMs[Math.min(polls, pace.pollDelaysMs.length - 1)] ?? 0;
  return move(
    target,
    { polls, leaseUntil: now + afterMs + timing.leaseMs, checkAt: watch(target, now + afterMs) },
    undefined,
    { do: 'check', afterMs },
  );
}

export function published(target: Target, event: Of<'published'>, around: Surroundings): Step {
  if (target.state === 'armed') return live(target, event, around);
  const found = target.state === 'published' && target.permalink === undefined && event.permalink !== undefined;
  return found
    ? move(target, { externalId: event.externalId, permalink: event.permalink, checkAt: undefined }, 'target.linked')
    : ignore('impossible');
}

/** After doubt the platform was asked whether the post is there. Absence counts only when nobody can still be sending. */
export function reconciled(target: Target, event: Of<'reconciled'>, around: Surroundings): Step {
  const { now } = around;
  if (target.state === 'accepted') return acceptedFound(target, event, around);
  if (target.state !== 'unknown') return ignore('impossible');
  if (event.found === 'live') return live(target, event, around);
  if (event.found === 'refused') return rest({ ...target, handle: undefined }, 'failed', event.reason);
  const settledAt = (target.armUntil ?? now) + timing.settleMs;
  if (now < settledAt) return doubt(target, settledAt - now, around);
  if (event.found === 'processing') return doubt(target, timing.doubtRetryMs, around);
  if (event.found === 'lost') return again(target, { ...absent, keepHandle: false }, around);
  const provenAt = (target.absentAt ?? now) + timing.absenceApartMs;
  if (now < provenAt) return doubt(target, provenAt - now, around, { absentAt: target.absentAt ?? now });
  // Refused for this and proved absent: sending it again by ourselves would only be refused again.
  if (target.reason === 'platform.blocked' || target.reason === 'content.duplicate')
    return rest({ ...target, handle: undefined }, 'failed', target.reason);
  return again(target, { ...absent, keepHandle: true }, around);
}

/** Proved, which took long enough. */
const absent = { reason: 'platform.unavailable', atOnce: true } as const;

/** A call did not succeed. What may happen next depends on what was being done and on what the fault proves. */
export function faulted(target: Target, during: Effect['do'], fault: FaultReport, around: Surroundings): Step {
  if (during === 'permalink') return ignore('resting');
  if (during === 'comment' || during === 'find_comment') return commentFaulted(target, during, fault, around);
  // Reading failed while in doubt: nothing is proved, whatever the error says.
  if (during === 'reconcile' && target.state === 'accepted') return waitOn(target, fault.retryAfterMs, around);
  if (during === 'reconcile')
    return target.state === 'unknown' ? doubt(target, doubtfulMs(fault), around) : ignore('impossible');
  const expected = { stage: 'claimed', check: 'staged', publish: 'armed', look: undefined }[during];
  if (target.state === 'scheduled' && (during === 'stage' || during === 'check'))
    return faultedAhead(target, fault, around);
  if (target.state !== expected) return ignore('impossible');
  switch (fault.disposition) {
    case 'unknown':
      // Only the irreversible call can leave doubt; an unclear answer to staging or reading is simply tried again.
      return during === 'publish'
        ? doubt(target, timing.firstDoubtMs, around, { reason: fault.reason })
        : again(target, { ...fault, keepHandle: true }, around);
    case 'retry':
      // What is with the platform already is used again, if only a part of it is.
      return again(target, { ...fault, keepHandle: true }, around);
    case 'restage':
      return again(target, { ...fault, keepHandle: false }, around);
    case 'reconnect':
    case 'permanent':
      if (fault.reason === 'platform.by_hand') return rest(target, 'needs_review', fault.reason);
      return rest({ ...target, handle: undefined }, 'failed', fault.reason);
  }
}

/** Reading that failed is tried again soon; what was not even asked, when there is use in asking. */
const doubtfulMs = ({ untried, retryAfterMs = 0 }: FaultReport): number =>
  Math.max(timing.doubtRetryMs, untried ? retryAfterMs : 0);
