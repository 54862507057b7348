import { rulesOf } from '../platforms/platform.ts';
import type { Effect, FaultReport, PublishingEvent, Step, StepContext } from './event.ts';
import type { Reason } from './reasons.ts';
import { type FirstComment, type Target, timing } from './target.ts';
import { backoffMs, ignore, move, nextCheckAt } from './transitions.ts';

/**
 * The first comment of a post that is out: a state machine of its own on the target, which stays `published` whatever
 * becomes of it. `waiting` → `posting` (stored before the call) → `posted`; after doubt our own comment is looked for,
 * and only a comment that is proved absent may be tried again. `failed` and `unknown` rest and are shown.
 */

/** The target as it is when its post has a first comment, or has none (any more). Networks without comments ignore it. */
export const withFirstComment = (target: Target, wanted: boolean): Target => ({
  ...target,
  comment: wanted && rulesOf(target.platform, target.kind)?.comment ? { state: 'waiting', attempt: 0 } : undefined,
});

/**
 * A move that puts a target out, or finds its id, stores at once that its first comment is about to be posted. That of a
 * suspended business waits, and the sweeper looks.
 */
export function startComment(step: Step, { now, suspended }: StepContext): Step {
  if (step.kind !== 'moved' || step.effects.length > 0) return step;
  const { state, comment, externalId, checkAt } = step.target;
  const fresh = comment?.state === 'waiting' && comment.attempt === 0;
  if (state !== 'published' || !fresh || externalId === undefined) return step;
  if (suspended) return { ...step, target: { ...step.target, checkAt: now } };
  const posting = { comment: armed(comment, now), checkAt: checkAt ?? now + timing.watchMs };
  return { ...step, target: { ...step.target, ...posting }, effects: [{ do: 'comment', afterMs: 0 }] };
}

/** What a look at a published target means for its first comment; undefined when there is nothing to do for it. */
export function lookAtComment(target: Target, { now, suspended }: StepContext): Step | undefined {
  const { comment } = target;
  if (comment?.state !== 'waiting' && comment?.state !== 'posting') return undefined;
  if (now < (comment.nextAt ?? 0) - timing.earlyMs) return ignore('early');
  if (comment.state === 'posting')
    return inDoubtTooLong(comment, now) ? markCommentUnknown(target, now) : go({ do: 'find_comment', afterMs: 0 });
  if (suspended) return isTooLate(target, now) ? failed(target, comment, 'client.suspended', now) : ignore('suspended');
  if (target.externalId !== undefined) {
    const change = { comment: armed(comment, now), fence: target.fence + 1, checkAt: now + timing.watchMs };
    return move(target, change, 'comment.posting', { do: 'comment', afterMs: 0 });
  }
  // The post is live, but which one it is was not found yet: without its id there is nothing to comment on.
  if (now < (target.checkAt ?? 0)) return ignore('early');
  if (target.polls >= timing.permalinkTries) return failed(target, comment, 'comment.post_not_found', now);
  return move(target, { polls: target.polls + 1, checkAt: now + timing.watchMs }, 'target.looked', {
    do: 'permalink',
    afterMs: 0,
  });
}

/** The network took the comment. */
export function commented(target: Target, externalId: string, { now }: StepContext): Step {
  const { comment } = target;
  return comment?.state === 'posting' ? posted(target, comment, externalId, now) : ignore('impossible');
}

/** After doubt the comments of the post were read. Absence counts only when nobody can still be sending, and twice. */
export function commentSought(
  target: Target,
  event: Extract<PublishingEvent, { type: 'comment_sought' }>,
  context: StepContext,
): Step {
  const { comment } = target;
  const { now } = context;
  if (comment?.state !== 'posting') return ignore('impossible');
  if (event.found === 'live') return posted(target, comment, event.externalId, now);
  const { absentAt, ...unseen } = comment;
  if (event.found === 'unsure')
    return searchLater(target, unseen, searchDelayMs(comment, timing.absenceApartMs, now), now);
  const quietAt = sendDeadline(comment) + timing.inFlightMs;
  if (now < quietAt) return searchLater(target, unseen, quietAt - now, now);
  const provenAt = (absentAt ?? now) + timing.absenceApartMs;
  if (now < provenAt) return searchLater(target, { ...comment, absentAt: absentAt ?? now }, provenAt - now, now);
  return deferComment(target, comment, { reason: 'platform.unavailable' }, context);
}

/** Posting or looking did not succeed. Nothing here ever touches the state of the target itself. */
export function commentFaulted(
  target: Target,
  during: 'comment' | 'find_comment',
  fault: FaultReport,
  context: StepContext,
): Step {
  const { comment } = target;
  const { now } = context;
  if (comment?.state !== 'posting') return ignore('impossible');
  // Reading failed: nothing is proved, whatever the error says.
  if (during === 'find_comment')
    return searchLater(target, comment, searchDelayMs(comment, timing.doubtRetryMs, now), now);
  if (fault.disposition === 'unknown') return searchLater(target, comment, timing.firstDoubtMs, now);
  return fault.disposition === 'retry'
    ? deferComment(target, comment, fault, context)
    : failed(target, comment, fault.reason, now);
}

/** The last instant at which a comment that was begun may leave. */
export const sendDeadline = ({ at = 0 }: FirstComment): number => at + timing.armMs;

const go = (effect: Effect): Step => ({ kind: 'continue', effects: [effect] });

/** Stored before the call. Whoever finds it like this and knows nothing waits until nobody can be sending any more. */
const armed = ({ attempt }: FirstComment, now: number): FirstComment => ({
  state: 'posting',
  attempt: attempt + 1,
  at: now,
  nextAt: now + timing.armMs + timing.inFlightMs,
});

const inDoubtTooLong = ({ at }: FirstComment, now: number): boolean => now - (at ?? now) > timing.inDoubtMs;

/** The longer the doubt, the longer until the next look; the last one comes when a person is told. */
function searchDelayMs({ at }: FirstComment, leastMs: number, now: number): number {
  const age = now - (at ?? now);
  return Math.max(leastMs, Math.min(age, timing.inDoubtMs - age));
}

function searchLater(target: Target, comment: FirstComment, afterMs: number, now: number): Step {
  if (inDoubtTooLong(comment, now)) return markCommentUnknown(target, now);
  const nextAt = now + afterMs;
  return move(target, { comment: { ...comment, nextAt }, checkAt: nextCheckAt(target, nextAt) }, 'comment.sought', {
    do: 'find_comment',
    afterMs,
  });
}

/** A comment does not come hours after its post. */
const isTooLate = ({ publishedAt }: Target, now: number): boolean => now - (publishedAt ?? now) > timing.graceMs;

/** Proved that it is not there: later once more, or, after the last attempt, not at all. */
function deferComment(
  target: Target,
  comment: FirstComment,
  { reason, retryAfterMs, untried }: Pick<FaultReport, 'reason' | 'retryAfterMs' | 'untried'>,
  { now, random }: StepContext,
): Step {
  // What was not even sent costs no attempt.
  const attempt = untried ? Math.max(comment.attempt - 1, 0) : comment.attempt;
  if (isTooLate(target, now) || attempt >= timing.commentTries) return failed(target, comment, 'comment.gave_up', now);
  const afterMs = backoffMs(attempt, random, retryAfterMs);
  const nextAt = now + afterMs;
  return move(
    target,
    { comment: { state: 'waiting', attempt, nextAt, reason }, checkAt: nextAt + timing.leaseMs },
    'comment.deferred',
    { do: 'look', afterMs },
  );
}

const posted = (target: Target, { attempt }: FirstComment, externalId: string, now: number): Step =>
  settleComment(target, { state: 'posted', attempt, externalId }, now);

const failed = (target: Target, { attempt }: FirstComment, reason: Reason, now: number): Step =>
  settleComment(target, { state: 'failed', attempt, reason }, now);

const markCommentUnknown = (target: Target, now: number): Step =>
  settleComment(target, { state: 'unknown', attempt: target.comment?.attempt ?? 0, reason: 'comment.in_doubt' }, now);

/** A comment that rests. The address of the post may still be missing: then that is what the next look is for. */
function settleComment(target: Target, comment: FirstComment, now: number): Step {
  const linking = target.permalink === undefined && target.polls < timing.permalinkTries;
  return move(target, { comment, checkAt: linking ? now + timing.watchMs : undefined }, `comment.${comment.state}`);
}
