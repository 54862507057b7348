import { firstCheckAt } from './prepare.ts';
import type { Reason } from './reasons.ts';
import { isBusy, isPausable } from './states.ts';
import { type Target, timing } from './target.ts';
import { isPartlyPublished } from './transitions.ts';

/** What a person did to a target. */
export type Command =
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

export type CommandResult = { done: true; target: Target; action: string } | { done: false; refusal: Refusal };

/**
 * Applies a person's act to a target: pure. The write that follows has the old version as its condition, so a worker
 * who arms at the same instant and a person who cancels cannot both win.
 */
export function applyCommand(target: Target, command: Command, now: number): CommandResult {
  // Of a thread whose head is out only the rest can still be sent, as it was.
  if (isPartlyPublished(target) && command.type !== 'retry' && command.type !== 'resolve')
    return { done: false, refusal: 'published' };
  switch (command.type) {
    case 'schedule':
      return (
        refusedByState(target) ??
        accepted(rescheduled(target, command.revision, command.publishAt, now), 'target.scheduled')
      );
    case 'edit':
      return refusedByState(target) ?? accepted(edited(target, command.revision, now), 'target.edited');
    case 'cancel':
      return cancelled(target, command.revision);
    case 'pause':
      return isPausable(target.state)
        ? accepted(paused(target, command.revision, command.reason), 'target.paused')
        : (refusedByState(target) ?? { done: false, refusal: 'not_scheduled' });
    case 'resume':
      return resumed(target, command.revision, now);
    case 'retry':
      // The next part answers the last one, whose id is not known.
      if (target.parts?.at(-1) === '') return { done: false, refusal: 'not_retryable' };
      return isRetryable(target)
        ? accepted(rescheduled(target, command.revision, now, now), 'target.retried')
        : { done: false, refusal: 'not_retryable' };
    case 'resolve':
      if (target.state !== 'needs_review') return { done: false, refusal: 'not_in_doubt' };
      return command.seen
        ? accepted(seen(target, now), 'target.confirmed')
        : accepted(denied(target, command.revision, now), 'target.denied');
  }
}

/** They see it: all of it, or of a thread the part that was in doubt. */
function seen(target: Target, now: number): Target {
  const parts = [...(target.parts ?? []), ''];
  if (parts.length < (target.pieces ?? 1)) return { ...target, state: 'partial', parts };
  // The post that a first comment belongs to has to be found first.
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

const accepted = (target: Target, action: string): CommandResult => ({
  done: true,
  target: { ...target, version: target.version + 1, fence: target.fence + 1 },
  action,
});

/** States that an edit or a new time must not touch. */
function refusedByState(target: Target): CommandResult | undefined {
  if (target.state === 'published' || target.state === 'partial') return { done: false, refusal: 'published' };
  if (target.state === 'needs_review') return { done: false, refusal: 'in_doubt' };
  return isBusy(target.state) ? { done: false, refusal: 'publishing' } : undefined;
}

const cleared = {
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
  waited: undefined,
  checkAt: undefined,
  retryAt: undefined,
  reason: undefined,
} as const;

const rescheduled = (target: Target, revision: number, publishAt: number, now: number): Target => ({
  ...target,
  ...cleared,
  state: 'scheduled',
  revision,
  publishAt,
  graceUntil: publishAt + timing.graceMs,
  checkAt: firstCheckAt(publishAt, now),
});

/** The plan stays visible, and nothing carries it out: no check, no handle, and every message of before is stale. */
const paused = (target: Target, revision: number, reason?: Reason): Target => ({
  ...target,
  ...cleared,
  state: 'paused',
  revision,
  reason,
});

/** What did not go out for a reason that is not a person's wish: it may be sent now, however late. */
const isRetryable = ({ state, reason }: Target): boolean =>
  state === 'failed' || state === 'missed' || state === 'partial' || (state === 'paused' && reason !== undefined);

/** Back to the same time, but never late: what goes out after its time is chosen by a person. */
function resumed(target: Target, revision: number, now: number): CommandResult {
  if (target.state !== 'paused') return refusedByState(target) ?? { done: false, refusal: 'not_paused' };
  if (target.publishAt === undefined || target.publishAt <= now) return { done: false, refusal: 'too_late' };
  return accepted(rescheduled(target, revision, target.publishAt, now), 'target.resumed');
}

/** New content: whatever the platform holds of the old one must never go out. */
function edited(target: Target, revision: number, now: number): Target {
  if (target.state === 'paused') return paused(target, revision, target.reason);
  return target.state === 'scheduled' && target.publishAt !== undefined
    ? rescheduled(target, revision, target.publishAt, now)
    : { ...target, ...cleared, state: 'draft', revision, publishAt: undefined, graceUntil: undefined };
}

function cancelled(target: Target, revision: number): CommandResult {
  switch (target.state) {
    case 'scheduled':
    case 'paused':
    case 'claimed':
    case 'staged':
    case 'failed':
    case 'missed':
      return accepted(
        { ...target, ...cleared, state: 'draft', revision, publishAt: undefined, graceUntil: undefined },
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
