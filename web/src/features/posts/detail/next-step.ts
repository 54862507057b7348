import type { Post, Target } from '#shared/posts/contract.ts';
import { type NextStep, type Reason, reasons } from '#shared/publishing/reasons.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { isPartlyOut } from '../post-rules.ts';

/** What to tell about a target that is not going well: why, and the one thing to do now. */
export type Problem = { reason: Reason; step: NextStep | 'write_again' };

/**
 * The one next step for a target, or undefined when there is nothing to tell. The reason proposes it; where the
 * target stands decides whether it is possible:
 * - a target that is tried again by itself only needs patience;
 * - once the account is connected again, what is left is to try again;
 * - what has gone out elsewhere can no longer be edited or moved as a whole.
 */
export function problemOf(
  target: Pick<Target, 'state' | 'reason'>,
  post: Pick<Post, 'state'> & Partial<Pick<Post, 'targets'>>,
  health: SocialAccount['health'] | undefined,
): Problem | undefined {
  const { state, reason } = target;
  if (!reason || state === 'published' || state === 'draft' || state === 'cancelled') return undefined;
  const proposed: NextStep = reasons[reason].step;
  if (state === 'needs_review') return { reason, step: 'resolve' };
  if (state !== 'failed' && state !== 'missed') return { reason, step: 'wait' };
  const connected = health === 'healthy' || health === 'expiring';
  const partly = post.state === 'partial' || post.state === 'publishing' || isPartlyOut(post);
  if (proposed === 'edit') return { reason, step: partly ? 'write_again' : 'edit' };
  if (proposed === 'reconnect') return { reason, step: connected ? 'retry' : 'reconnect' };
  if (state === 'missed' || proposed === 'reschedule') return { reason, step: partly ? 'retry' : 'reschedule' };
  if (proposed === 'wait' || proposed === 'resolve') return { reason, step: 'retry' };
  return { reason, step: proposed };
}
