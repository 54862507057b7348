import type { Effect, PublishedRef, Step, StepContext } from './event.ts';
import type { Reason } from './reasons.ts';
import { type Target, timing } from './target.ts';

/** What every move clears unless it sets it anew. */
const unclaimed = { leaseUntil: undefined, checkAt: undefined, retryAt: undefined } as const;
const unstaged = {
  handle: undefined,
  stagedAt: undefined,
  preparedAt: undefined,
  polls: 0,
  ...disarmed(),
} as const;

function disarmed() {
  return { armedAt: undefined, armUntil: undefined, absentAt: undefined, deniedAt: undefined } as const;
}

/** A stored move: the version grows, so that only one of two writers wins. */
export function move(target: Target, change: Partial<Target>, action: string | undefined, ...effects: Effect[]): Step {
  return { kind: 'moved', target: { ...target, ...change, version: target.version + 1 }, effects, action };
}

export const ignore = (why: Exclude<Extract<Step, { kind: 'ignored' }>['why'], 'busy'>): Step => ({
  kind: 'ignored',
  why,
});

/**
 * When the sweeper should look although no message came: kept as it is while it still covers the next planned look,
 * because moving it costs two index writes.
 */
export function nextCheckAt(target: Target, nextLookAt: number): number {
  const { checkAt = 0 } = target;
  return checkAt >= nextLookAt + timing.leaseMs / 2 ? checkAt : nextLookAt + timing.watchMs;
}

export function claim(target: Target, { now }: StepContext): Step {
  const held = {
    fence: target.fence + 1,
    leaseUntil: now + timing.leaseMs,
    checkAt: now + timing.watchMs,
    retryAt: undefined,
  };
  const attempt = target.attempt + 1;
  // Workers that crash on the same target each time must not do so for ever.
  if (target.state !== 'scheduled' && attempt > timing.maxAttempts)
    return settle(target, 'failed', target.reason ?? 'publishing.gave_up');
  return target.stagedAt === undefined
    ? move(target, { ...held, attempt, state: 'claimed' }, 'target.claimed', { do: 'stage', afterMs: 0 })
    : move(target, { ...held, attempt, state: 'staged', ...disarmed() }, 'target.claimed', { do: 'check', afterMs: 0 });
}

/** The irreversible call may leave from now on, for a moment: stored before it is made. */
export const arm = (target: Target, { now }: StepContext, change: Partial<Target> = {}): Step =>
  move(
    target,
    {
      ...change,
      state: 'armed',
      preparedAt: undefined,
      armedAt: now,
      armUntil: now + timing.armMs,
      absentAt: undefined,
      leaseUntil: now + timing.leaseMs,
      checkAt: nextCheckAt(target, now),
    },
    'target.armed',
    { do: 'publish', afterMs: 0 },
  );

/** A thread of which something is out already is neither failed nor missed. */
export function settle(target: Target, state: 'failed' | 'missed' | 'needs_review', reason: Reason | undefined): Step {
  const resting = state !== 'needs_review' && isPartlyPublished(target) ? 'partial' : state;
  return move(target, { ...unclaimed, state: resting, reason }, `target.${resting}`);
}

export const markMissed = (target: Target): Step => settle(target, 'missed', target.reason ?? 'publishing.grace_over');

export const pastGrace = ({ graceUntil = Number.POSITIVE_INFINITY }: Target, now: number): boolean => now > graceUntil;

/** Something of a thread is out, and something is not. */
export const isPartlyPublished = ({ parts = [], pieces = 1 }: Target): boolean =>
  parts.length > 0 && parts.length < pieces;

/** Capped exponential backoff with full jitter, but never before the platform's own Retry-After. */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(timing.backoffCapMs, timing.backoffBaseMs * 2 ** Math.max(attempt - 1, 0));
  return Math.max(retryAfterMs, Math.ceil(random * ceiling));
}

type Deferral = {
  reason: Reason;
  retryAfterMs?: number | undefined;
  keepHandle: boolean;
  untried?: boolean | undefined;
  down?: boolean | undefined;
  /** It was looked for and is not there, which took long enough. */
  atOnce?: true;
};

/**
 * Back to waiting after a proven non-publication. Past its grace or out of attempts it settles, and a person decides.
 * What was not tried costs no attempt, and a network that answers nobody is waited for: only its grace ends that.
 */
export function defer(
  target: Target,
  { reason, retryAfterMs = 0, keepHandle, untried = false, down = false, atOnce }: Deferral,
  { now, random }: StepContext,
): Step {
  if (!untried && !down && target.attempt >= timing.maxAttempts)
    return settle({ ...target, ...unstaged }, 'failed', reason);
  const waited = untried ? Math.ceil(retryAfterMs * (1 + random)) : backoffMs(target.attempt, random, retryAfterMs);
  const afterMs = atOnce ? 0 : waited;
  const retryAt = now + afterMs;
  if (pastGrace(target, retryAt)) return settle({ ...target, ...unstaged }, 'missed', reason);
  return move(
    target,
    {
      ...unclaimed,
      ...(keepHandle ? disarmed() : unstaged),
      preparedAt: undefined,
      state: 'scheduled',
      fence: target.fence + 1,
      attempt: untried ? Math.max(target.attempt - 1, 0) : target.attempt,
      reason,
      retryAt,
      checkAt: retryAt + timing.leaseMs,
    },
    atOnce ? 'target.absent' : untried ? 'target.held' : 'target.deferred',
    { do: 'look', afterMs },
  );
}

export function markUnknown(target: Target, afterMs: number, { now }: StepContext, change: Partial<Target> = {}): Step {
  if (now - (target.deniedAt ?? target.armedAt ?? now) > timing.inDoubtMs)
    return settle(target, 'needs_review', 'publishing.in_doubt');
  const nextLookAt = now + afterMs;
  return move(
    target,
    { ...change, state: 'unknown', leaseUntil: nextLookAt + timing.leaseMs, checkAt: nextCheckAt(target, nextLookAt) },
    'target.unknown',
    { do: 'reconcile', afterMs },
  );
}

/** It is out. Of a thread only its next part is: the one after it is armed and sent on its own. */
export function markPublished(target: Target, { externalId, permalink }: PublishedRef, { now }: StepContext): Step {
  const parts = [...(target.parts ?? []), externalId ?? ''];
  if (parts.length < (target.pieces ?? 1)) return markPartPublished(target, parts, now);
  const denied = target.deniedAt !== undefined;
  const findLater = permalink === undefined ? now + timing.watchMs : undefined;
  return move(
    target,
    {
      ...unclaimed,
      state: 'published',
      reason: undefined,
      // Found after a person's no, it has been out since it was sent.
      publishedAt: denied ? (target.armedAt ?? now) : now,
      polls: 0,
      ...(target.pieces === undefined ? {} : { parts }),
      // A thread is known by the id of its first part.
      externalId: target.parts?.[0] ?? externalId,
      permalink,
      checkAt: findLater,
    },
    denied ? 'target.found' : 'target.published',
  );
}

/** A part whose id was not found is out, but the next part cannot answer it. */
function markPartPublished(target: Target, parts: string[], now: number): Step {
  if (parts.at(-1) === '') return settle({ ...target, parts }, 'failed', 'publishing.in_doubt');
  const change = { ...disarmed(), state: 'staged', parts, reason: undefined, polls: 0 } as const;
  const held = { leaseUntil: now + timing.leaseMs, checkAt: nextCheckAt(target, now) };
  return move(target, { ...change, ...held }, 'target.part_published', { do: 'check', afterMs: 0 });
}
