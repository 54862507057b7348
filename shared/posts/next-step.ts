import { type NextStep, type Reason, reasons } from '../publishing/reasons.ts';
import type { PostState, TargetState } from '../publishing/states.ts';
import { isHeldBack } from '../publishing/suspended.ts';
import type { SocialAccount } from '../social/contract.ts';

/** What to tell about a target that is not going well: why, and the one thing to do now. */
export type Problem = { reason: Reason; step: NextStep | 'write_again' };

/**
 * The one next step for a target, or undefined when there is nothing to tell. The reason proposes it; where the
 * target stands decides whether it is possible:
 * - what was found out while preparing is told while there is time to mend it, and only then;
 * - a target that was held back with its business goes on by itself;
 * - a target that is tried again by itself only needs patience;
 * - once the account is connected again, what is left is to try again;
 * - what has gone out elsewhere can no longer be edited or moved as a whole.
 */
export function problemOf(
  target: { state: TargetState; reason?: Reason | undefined; retryAt?: number | undefined },
  post: { state: PostState; targets?: readonly { state: TargetState }[] | undefined },
  health: SocialAccount['health'] | undefined,
): Problem | undefined {
  const { state, reason, retryAt } = target;
  if (!reason || state === 'published' || state === 'draft' || state === 'cancelled') return undefined;
  const proposed: NextStep = reasons[reason].step;
  if (state === 'needs_review') return { reason, step: 'resolve' };
  const connected = health === 'healthy' || health === 'expiring';
  if (state === 'scheduled' && retryAt === undefined)
    return proposed === 'edit' || (proposed === 'reconnect' && !connected) || isHeldBack(target)
      ? { reason, step: proposed }
      : undefined;
  if (state === 'partial') return { reason, step: 'retry' };
  if (state !== 'failed' && state !== 'missed') return { reason, step: 'wait' };
  const isOut = post.targets?.some((other) => other.state === 'published') === true;
  const partly = post.state === 'partial' || post.state === 'publishing' || isOut;
  if (proposed === 'edit') return { reason, step: partly ? 'write_again' : 'edit' };
  if (proposed === 'reconnect') return { reason, step: connected ? 'retry' : 'reconnect' };
  if (state === 'missed' || proposed === 'reschedule') return { reason, step: partly ? 'retry' : 'reschedule' };
  if (proposed === 'wait' || proposed === 'resolve') return { reason, step: 'retry' };
  return { reason, step: proposed };
}
