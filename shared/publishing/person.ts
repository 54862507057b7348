import { isPartlyOut } from './moves.ts';
import { firstCheckAt } from './prepare.ts';
import type { Reason } from './reasons.ts';
import { isBusy, isPausable } from './states.ts';
import { type Target, timing } from './target.ts';

/** What a person did to a target. */
export type PersonAct =
  | { type: 'schedule'; revision: number; publishAt: number }
  | { type: 'edit'; revision: number }
  | { type: 'cancel'; revision: number }
  /** `reason` when it is not a person who wants it held back: it then waits for what the reason names. */
  | { type: 'pause'; revision: number; reason?: Reason }
  | { type: 'resume'; revision: number }
  | { type: 'retry'; revision: number }
  | { type: 'resolve'; revision: number; seen: boolean };

/** Why it cannot be done: who won. */
export type Refusal =
  | 'publishing'
  | 'published'
  | 'in_doubt'
  | 'not_scheduled'
  | 'not_paused'
  | 'too_late'
  | 'not_retryable'
  | 'not_in_doubt';

export type Acted = { done: true; target: Target; action: string } | { done: false; refusal: Refusal };

/**
 * Applies a person's act to a target: pure. The write that follows has the old version as its condition, so a worker
 * who arms at the same instant and a person who cancels cannot both win.
 */
export function act(target: Target, by: PersonAct, now: number): Acted {
  // Of a thread whose head is out only the rest can still be sent, as it was.
  if (isPartlyOut(target) && by.type !== 'retry' && by.type !== 'resolve') return { done: false, refusal: 'published' };
  switch (by.type) {
    case 'schedule':
      return settled(target) ?? done(fresh(target, by.revision, by.publishAt, now), 'target.scheduled');
    case 'edit':
      return settled(target) ?? done(edited(target, by.revision, now), 'target.edited');
    case 'cancel':
      return cancelled(target, by.revision);
    case 'pause':
      return isPausable(target.state)
        ? done(held(target, by.revision, by.reason), 'target.paused')
        : (settled(target) ?? { done: false, refusal: 'not_scheduled' });
    case 'resume':
      return resumed(target, by.revision, now);
    case 'retry':
      // Nothing can be hung on a part whose id is not known.
      if (target.parts?.at(-1) === '') return { done: false, refusal: 'not_retryable' };
      return isRetryable(target)
        ? done(fresh(target, by.revision, now, now), 'target.retried')
        : { done: false, refusal: 'not_retryable' };
    case 'resolve':
      if (target.state !== 'needs_review') return { done: false, refusal: 'not_in_doubt' };
      return by.seen
        ? done(seen(target, now), 'target.confirmed')
        : done(denied(target, by.revision, now), 'target.denied');
  }
}

/** She sees it: all of it, or of a thread the part that was in doubt. */
function seen(target: Target, now: number): Target {
  const parts = [...(target.parts ?? []), ''];
  if (parts.length < (target.pieces ?? 1)) return { ...target, state: 'partial', parts };
  // What a first comment hangs on has to be found first.
  const search = target.comment ? { polls: 0, checkAt: now } : {};
  return { ...target, ...search, state: 'published', reason: undefined, publishedAt: target.armedAt ?? now };
}

/**
 * They do not see it. People look at the wrong account, or too early, so nothing is sent for that alone: doubt begins
 * anew, with their look as the first of the two that prove absence.
 */
const denied = (target: Target, revision: number, now: number): Target => ({
  ...target,
  state: 'unknown',
  revision,
  publishAt: now,
  graceUntil: now + timing.graceMs,
  attempt: 0,
  deniedAt: now,
  absentAt: now - timing.absenceApartMs,
  leaseUntil: undefined,
  checkAt: now,
  reason: 'publishing.asking_again',
});

const done = (target: Target, action: string): Acted => ({
  done: true,
  target: { ...target, version: target.version + 1, fence: target.fence + 1 },
  action,
});

/** States that an edit or a new time must not touch. */
function settled(target: Target): Acted | undefined {
  if (target.state === 'published' || target.state === 'partial') return { done: false, refusal: 'published' };
  if (target.state === 'needs_review') return { done: false, refusal: 'in_doubt' };
  return isBusy(target.state) ? { done: false, refusal: 'publishing' } : undefined;
}

const blank = {
  attempt: 0,
  polls: 0,
  leaseUntil: undefined,
  handle: undefined,
  stagedAt: undefined,
  preparedAt: undefined,
  armedAt: undefined,
  armUntil: undefined,
  absentAt: undefined,
  deniedAt: undefined,
  checkAt: undefined,
  retryAt: undefined,
  reason: undefined,
} as const;

const fresh = (target: Target, revision: number, publishAt: number, now: number): Target => ({
  ...target,
  ...blank,
  state: 'scheduled',
  revision,
  publishAt,
  graceUntil: publishAt + timing.graceMs,
  checkAt: firstCheckAt(publishAt, now),
});

/** The plan stays visible, and nothing carries it out: no check, no handle, and every message of before is stale. */
const held = (target: Target, revision: number, reason?: Reason): Target => ({
  ...target,
  ...blank,
  state: 'paused',
  revision,
  reason,
});

/** What did not go out for a reason that is not a person's wish: it may be sent now, however late. */
const isRetryable = ({ state, reason }: Target): boolean =>
  state === 'failed' || state === 'missed' || state === 'partial' || (state === 'paused' && reason !== undefined);

/** Back to the same time, but never late: what goes out after its time is chosen by a person. */
function resumed(target: Target, revision: number, now: number): Acted {
  if (target.state !== 'paused') return settled(target) ?? { done: false, refusal: 'not_paused' };
  if (target.publishAt === undefined || target.publishAt <= now) return { done: false, refusal: 'too_late' };
  return done(fresh(target, revision, target.publishAt, now), 'target.resumed');
}

/** New content: whatever the platform holds of the old one must never go out. */
function edited(target: Target, revision: number, now: number): Target {
  if (target.state === 'paused') return held(target, revision, target.reason);
  return target.state === 'scheduled' && target.publishAt !== undefined
    ? fresh(target, revision, target.publishAt, now)
    : { ...target, ...blank, state: 'draft', revision, publishAt: undefined, graceUntil: undefined };
}

function cancelled(target: Target, revision: number): Acted {
  switch (target.state) {
    case 'scheduled':
    case 'paused':
    case 'claimed':
    case 'staged':
    case 'failed':
    case 'missed':
      return done(
        { ...target, ...blank, state: 'draft', revision, publishAt: undefined, graceUntil: undefined },
        'target.cancelled',
      );
    case 'published':
    case 'partial':
      return { done: false, refusal: 'published' };
    case 'needs_review':
      return { done: false, refusal: 'in_doubt' };
    case 'draft':
    case 'cancelled':
      return { done: false, refusal: 'not_scheduled' };
    default:
      return { done: false, refusal: 'publishing' };
  }
}
