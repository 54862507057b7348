import type { PublishingEvent, Step, Surroundings } from './event.ts';
import { ignore, live, move, rest, watch } from './moves.ts';
import { type Target, timing } from './target.ts';

type Reconciled = Extract<PublishingEvent, { type: 'reconciled' }>;

/**
 * Some platforms take a post and show it minutes later, or say then why not. From the moment they took it nothing is
 * sent again: they are asked how far they are, with what they gave us, until they know.
 */
export function accepted(target: Target, handle: Readonly<Record<string, string>>, around: Surroundings): Step {
  if (target.state !== 'armed') return ignore('impossible');
  return asked({ ...target, state: 'accepted', handle, polls: 0, reason: undefined }, 'target.accepted', around);
}

/** The platform told how far it is. */
export function acceptedFound(target: Target, event: Reconciled, around: Surroundings): Step {
  switch (event.found) {
    case 'live':
      return live(target, event, around);
    case 'refused':
      return rest({ ...target, handle: undefined }, 'failed', event.reason);
    default:
      return waitOn(target, 0, around);
  }
}

/** It is not known yet: asked again later, and after too long a person is. */
export function waitOn(target: Target, afterMs = 0, around: Surroundings): Step {
  const { now, pace } = around;
  if (now - (target.armedAt ?? now) > pace.giveUpMs) return rest(target, 'needs_review', 'publishing.in_doubt');
  return asked({ ...target, polls: target.polls + 1 }, undefined, around, afterMs);
}

/** Whoever waited for it is gone. */
export const askAgain = (target: Target, around: Surroundings): Step =>
  asked({ ...target, fence: target.fence + 1 }, undefined, around, 0, true);

function asked(
  target: Target,
  action: string | undefined,
  { now, pace }: Surroundings,
  leastMs = 0,
  atOnce = false,
): Step {
  const { pollDelaysMs } = pace;
  const pause = atOnce ? 0 : (pollDelaysMs[Math.min(target.polls, pollDelaysMs.length - 1)] ?? 0);
  const afterMs = Math.max(pause, leastMs);
  const held = { leaseUntil: now + afterMs + timing.leaseMs, checkAt: watch(target, now + afterMs) };
  return move(target, held, action, { do: 'reconcile', afterMs });
}
