import type { PublishingEvent, Step, StepContext } from './event.ts';
import { type Target, timing } from './target.ts';
import { ignore, markPublished, move, nextCheckAt, settle } from './transitions.ts';

type Reconciled = Extract<PublishingEvent, { type: 'reconciled' }>;

/**
 * Some platforms take a post and show it minutes later, or say then why not. From the moment they took it nothing is
 * sent again: they are asked how far they are, with what they gave us, until they know.
 */
export function accepted(target: Target, handle: Readonly<Record<string, string>>, context: StepContext): Step {
  if (target.state !== 'armed') return ignore('impossible');
  return asked({ ...target, state: 'accepted', handle, polls: 0, reason: undefined }, 'target.accepted', context);
}

/** The platform told how far it is. */
export function acceptedFound(target: Target, event: Reconciled, context: StepContext): Step {
  switch (event.found) {
    case 'live':
      return markPublished(target, event, context);
    case 'refused':
      return settle({ ...target, handle: undefined }, 'failed', event.reason);
    default:
      return waitOn(target, 0, context);
  }
}

/** It is not known yet: asked again later, and after too long a person is. */
export function waitOn(target: Target, afterMs = 0, context: StepContext): Step {
  const { now, pace } = context;
  if (now - (target.armedAt ?? now) > pace.giveUpMs) return settle(target, 'needs_review', 'publishing.in_doubt');
  return asked({ ...target, polls: target.polls + 1 }, undefined, context, afterMs);
}

/** Whoever waited for it is gone. */
export const resumeAccepted = (target: Target, context: StepContext): Step =>
  asked({ ...target, fence: target.fence + 1 }, undefined, context, 0, true);

function asked(
  target: Target,
  action: string | undefined,
  { now, pace }: StepContext,
  leastMs = 0,
  atOnce = false,
): Step {
  const { pollDelaysMs } = pace;
  const pause = atOnce ? 0 : (pollDelaysMs[Math.min(target.polls, pollDelaysMs.length - 1)] ?? 0);
  const afterMs = Math.max(pause, leastMs);
  const held = { leaseUntil: now + afterMs + timing.leaseMs, checkAt: nextCheckAt(target, now + afterMs) };
  return move(target, held, action, { do: 'reconcile', afterMs });
}
