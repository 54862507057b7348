import { type NextStep, type Reason, reasons } from '../publishing/reasons.ts';
import type { PostState, TargetState } from '../publishing/states.ts';
import { isHeldForSuspension } from '../publishing/suspension.ts';
import { isBlocking, type Obstacle } from '../social/usability.ts';

/** What to tell about a target that is not going well: why, and the one thing to do now. */
export type TargetProblem = { reason: Reason; step: NextStep };

/** What is known around a target: whether its account can publish at the planned minute, and whether that is over. */
export type Around = { obstacle?: Obstacle | undefined; passed?: boolean | undefined };

/**
 * The one next step for a target, or undefined when there is nothing to tell. The reason proposes it; where the
 * target stands decides whether it is possible:
 * - an account that cannot publish is told wherever something is meant for it, and comes before whatever needs it;
 * - what was found out while preparing is told while there is time to mend it, and only then;
 * - a target that was held back with its business goes on by itself;
 * - a target that is tried again by itself only needs patience;
 * - once the account is connected again, what is left is to try again, or to let it go out at its time;
 * - what has gone out elsewhere can no longer be edited or moved as a whole.
 * Without `around` nothing is known of the account, and a reason that names it is believed.
 */
export function problemOf(
  target: { state: TargetState; reason?: Reason | undefined; retryAt?: number | undefined },
  post: { state: PostState; targets?: readonly { state: TargetState }[] | undefined },
  around: Around | undefined,
): TargetProblem | undefined {
  const { state, reason, retryAt } = target;
  if (state === 'published' || state === 'cancelled') return undefined;
  const { obstacle, passed = false } = around ?? {};
  const proposed: NextStep | undefined = reason && reasons[reason].step;
  const blocked = isBlocking(obstacle) || (around === undefined && proposed === 'reconnect');
  if (state === 'needs_review')
    return reason && { reason, step: reasons[reason].step === 'by_hand' ? 'by_hand' : 'resolve' };
  if (state === 'draft' || (state === 'scheduled' && retryAt === undefined)) {
    if (state === 'scheduled' && reason && proposed === 'edit') return { reason, step: 'edit' };
    if (reason && isHeldForSuspension(target)) return { reason, step: 'wait' };
    if (obstacle) return { reason: obstacle, step: 'reconnect' };
    return state === 'scheduled' && blocked && reason ? { reason, step: 'reconnect' } : undefined;
  }
  if (!reason) return obstacle && state === 'paused' ? { reason: obstacle, step: 'reconnect' } : undefined;
  if (state === 'paused') return { reason, step: blocked ? 'reconnect' : passed ? 'reschedule' : 'resume' };
  if (state !== 'failed' && state !== 'missed' && state !== 'partial') return { reason, step: 'wait' };
  const step = stepAtRest(state, reason, post);
  return { reason, step: blocked && needsAccount.has(step) ? 'reconnect' : step };
}

/** Steps that an account which cannot publish would only bring to the same end. */
const needsAccount: ReadonlySet<NextStep> = new Set(['retry', 'reschedule']);

function stepAtRest(
  state: 'failed' | 'missed' | 'partial',
  reason: Reason,
  post: Parameters<typeof problemOf>[1],
): NextStep {
  if (state === 'partial') return 'retry';
  const proposed: NextStep = reasons[reason].step;
  const isOut = post.targets?.some((other) => other.state === 'published') === true;
  const partly = post.state === 'partial' || post.state === 'publishing' || isOut;
  if (proposed === 'edit') return partly ? 'write_again' : 'edit';
  if (proposed === 'reconnect') return 'retry';
  if (state === 'missed' || proposed === 'reschedule') return partly ? 'retry' : 'reschedule';
  return proposed === 'wait' || proposed === 'resolve' ? 'retry' : proposed;
}
