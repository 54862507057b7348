import type { PublishingEvent, Step, StepContext } from './event.ts';
import { type Target, timing } from './target.ts';
import { ignore, move, pastGrace } from './transitions.ts';

/** Whether it waits for its business to be active again. */
export const isHeldForSuspension = ({ state, reason }: Pick<Target, 'state' | 'reason'>): boolean =>
  state === 'scheduled' && reason === 'client.suspended';

/**
 * While its business is suspended nothing is begun, and nothing that was prepared is sent: a target whose minute comes
 * is held back, told once, and from then on only the sweeper looks whether the business is active again. Inside its
 * grace it then goes on by itself; past it, it is missed and asks. What was armed may be out, so that is read up as
 * always. Undefined when a suspension changes nothing.
 */
export function holdForSuspension(
  target: Target,
  event: PublishingEvent,
  { now, suspended }: StepContext,
): Step | undefined {
  if (!suspended || pastGrace(target, now)) return undefined;
  if (event.type === 'look' && target.state === 'scheduled') {
    const isEarly = now < (target.retryAt ?? target.publishAt ?? Number.POSITIVE_INFINITY) - timing.earlyMs;
    return isEarly || isHeldForSuspension(target) ? ignore('suspended') : hold(target, target.attempt, now);
  }
  const begun = target.state === 'claimed' || target.state === 'staged';
  return begun && mayDecide(target, event, now) ? hold(target, Math.max(target.attempt - 1, 0), now) : undefined;
}

/** Whether whoever brings this event may take the target back: it is theirs, or nobody's any more. */
function mayDecide(target: Target, event: PublishingEvent, now: number): boolean {
  const own = event.fence === target.fence;
  if (event.type === 'checked') return own && event.found !== 'published';
  if (event.type !== 'look') return false;
  return (target.leaseUntil ?? 0) <= now || (own && target.state === 'staged');
}

/** What the network holds is kept for when it goes on; what was begun in vain counts as no attempt. */
const hold = (target: Target, attempt: number, now: number): Step =>
  move(
    target,
    {
      state: 'scheduled',
      fence: target.fence + 1,
      attempt,
      leaseUntil: undefined,
      retryAt: undefined,
      checkAt: now,
      reason: 'client.suspended',
    },
    'target.suspended',
  );
