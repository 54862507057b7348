import { isBusy } from './states.ts';
import { type Target, timing } from './target.ts';

/** What a person did to a target. */
export type PersonAct =
  | { type: 'schedule'; revision: number; publishAt: number }
  | { type: 'edit'; revision: number }
  | { type: 'cancel'; revision: number }
  | { type: 'retry'; revision: number }
  | { type: 'resolve'; revision: number; seen: boolean };

/** Why it cannot be done: who won. */
export type Refusal = 'publishing' | 'published' | 'in_doubt' | 'not_scheduled' | 'not_retryable' | 'not_in_doubt';

export type Acted = { done: true; target: Target; action: string } | { done: false; refusal: Refusal };

/**
 * Applies a person's act to a target: pure. The write that follows has the old version as its condition, so a worker
 * who arms at the same instant and a person who cancels cannot both win.
 */
export function act(target: Target, by: PersonAct, now: number): Acted {
  switch (by.type) {
    case 'schedule':
      return settled(target) ?? done(fresh(target, by.revision, by.publishAt), 'target.scheduled');
    case 'edit':
      return settled(target) ?? done(edited(target, by.revision), 'target.edited');
    case 'cancel':
      return cancelled(target, by.revision);
    case 'retry':
      return target.state === 'failed' || target.state === 'missed'
        ? done(fresh(target, by.revision, now), 'target.retried')
        : { done: false, refusal: 'not_retryable' };
    case 'resolve':
      if (target.state !== 'needs_review') return { done: false, refusal: 'not_in_doubt' };
      return by.seen
        ? done(
            {
              ...target,
              state: 'published',
              reason: undefined,
              publishedAt: target.armedAt ?? now,
              // What a first comment hangs on has to be found first.
              ...(target.comment ? { polls: 0, checkAt: now } : {}),
            },
            'target.confirmed',
          )
        : done(fresh(target, by.revision, now), 'target.denied');
  }
}

const done = (target: Target, action: string): Acted => ({
  done: true,
  target: { ...target, version: target.version + 1, fence: target.fence + 1 },
  action,
});

/** States that an edit or a new time must not touch. */
function settled(target: Target): Acted | undefined {
  if (target.state === 'published') return { done: false, refusal: 'published' };
  if (target.state === 'needs_review') return { done: false, refusal: 'in_doubt' };
  return isBusy(target.state) ? { done: false, refusal: 'publishing' } : undefined;
}

const blank = {
  attempt: 0,
  polls: 0,
  leaseUntil: undefined,
  handle: undefined,
  stagedAt: undefined,
  armedAt: undefined,
  armUntil: undefined,
  absentAt: undefined,
  checkAt: undefined,
  retryAt: undefined,
  reason: undefined,
} as const;

const fresh = (target: Target, revision: number, publishAt: number): Target => ({
  ...target,
  ...blank,
  state: 'scheduled',
  revision,
  publishAt,
  graceUntil: publishAt + timing.graceMs,
  // The schedule is the first to look; the sweeper only when it did not fire.
  checkAt: publishAt + timing.leaseMs,
});

/** New content: whatever the platform holds of the old one must never go out. */
const edited = (target: Target, revision: number): Target =>
  target.state === 'scheduled' && target.publishAt !== undefined
    ? fresh(target, revision, target.publishAt)
    : { ...target, ...blank, state: 'draft', revision, publishAt: undefined, graceUntil: undefined };

function cancelled(target: Target, revision: number): Acted {
  switch (target.state) {
    case 'scheduled':
    case 'claimed':
    case 'staged':
    case 'failed':
    case 'missed':
      return done(
        { ...target, ...blank, state: 'draft', revision, publishAt: undefined, graceUntil: undefined },
        'target.cancelled',
      );
    case 'published':
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
