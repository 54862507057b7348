import { problemOf, type TargetProblem } from '../posts/next-step.ts';
import type { Reason } from '../publishing/reasons.ts';
import type { PostState } from '../publishing/states.ts';
import type { AskingState } from './message.ts';

/** What is told when the core gave no reason of its own. */
const plainReasons: Record<AskingState, Reason> = {
  needs_review: 'publishing.in_doubt',
  partial: 'publishing.gave_up',
  failed: 'publishing.gave_up',
  missed: 'publishing.grace_over',
};

/**
 * What a notice says about one target: why it rests, and the one next step, which is the one that the post's page
 * offers. A missed target is told as missed, whatever had held it up; nothing is said to go on by itself when it rests.
 */
export function whatToTell(
  target: { state: AskingState; reason?: Reason | undefined },
  post: { state: PostState },
): TargetProblem {
  const plain = plainReasons[target.state];
  const reason = target.reason ?? plain;
  const step = problemOf({ state: target.state, reason }, post, undefined)?.step ?? 'retry';
  const isTold = target.state === 'failed' || target.state === 'partial' || step === 'by_hand';
  return { reason: isTold && reason !== 'platform.busy' ? reason : plain, step };
}
