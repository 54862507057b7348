import type { Step, StepContext } from './event.ts';
import { type Target, timing } from './target.ts';
import { isPartlyPublished, move } from './transitions.ts';

/** A queue keeps a message for fifteen minutes: the end of a longer prayer is waited for in steps. */
const LONGEST_WAIT_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Whether it waits for the end of a prayer. */
export const isHeldForPrayer = ({ state, reason }: Pick<Target, 'state' | 'reason'>): boolean =>
  state === 'scheduled' && reason === 'prayer.time';

/**
 * Inside a prayer that its business keeps clear nothing is begun and nothing is armed: a target that would be waits
 * until its end instead, told once, and its grace begins there. What is armed already may be out, and a thread whose
 * head is out goes on. Undefined when the prayer changes nothing.
 */
export function holdForPrayer(target: Target, next: Step, { now, prayer }: StepContext): Step | undefined {
  if (isHeldForPrayer(target) && next.kind === 'ignored' && next.why === 'early') return lookAgain(target, now);
  if (!prayer || next.kind !== 'moved' || isPartlyPublished(target)) return undefined;
  const begins = target.state === 'scheduled' && next.target.state === 'claimed';
  if (!begins && next.target.state !== 'armed') return undefined;
  const { until } = prayer;
  if (isHeldForPrayer(target) && target.retryAt === until) return lookAgain(target, now);
  const { attempt, state, publishAt = now, graceUntil = 0 } = target;
  return move(
    target,
    {
      state: 'scheduled',
      fence: target.fence + 1,
      // What was begun in vain counts as no attempt.
      attempt: state === 'scheduled' ? attempt : Math.max(attempt - 1, 0),
      leaseUntil: undefined,
      retryAt: until,
      checkAt: until + timing.leaseMs,
      graceUntil: Math.max(graceUntil, until + timing.graceMs),
      waited: { prayer: prayer.prayer, minutes: Math.max(Math.round((until - publishAt) / MINUTE_MS), 0) },
      reason: 'prayer.time',
    },
    'target.held_for_prayer',
    lookAfter(until - now),
  );
}

/** Nothing is written: whoever looked before the end looks once more. */
const lookAgain = ({ retryAt = 0 }: Target, now: number): Step => ({
  kind: 'continue',
  effects: [lookAfter(Math.max(retryAt - now, 0))],
});

const lookAfter = (ms: number) => ({ do: 'look', afterMs: Math.min(ms, LONGEST_WAIT_MS) }) as const;
