import { isBusy, type PostState } from './states.ts';
import { isHeldForSuspension } from './suspension.ts';
import { type Target, timing } from './target.ts';

/** A post that should be out by now and is still on its way is called late after this, so that nobody waits unaware. */
const LATE_MS = 5 * 60_000;

/** What tells where a post stands; `publishAt` is epoch milliseconds. */
export type PostTiming = { state: PostState; schedule?: { publishAt: number } | undefined };

/** `now` is epoch milliseconds. What rests (failed, missed, in question) is not late: it says what happened. */
export const isLate = ({ state, schedule }: PostTiming, now: number): boolean =>
  (state === 'scheduled' || state === 'publishing') && schedule !== undefined && now - schedule.publishAt > LATE_MS;

/**
 * For how long a target waits for a worker that should have come by `now`, in milliseconds; 0 when none should have.
 * Not told by `checkAt`: the sweeper also looks at what is only to be prepared, or whose address is still missing.
 */
export function overdueMs(target: Target, now: number): number {
  if (target.state !== 'scheduled' && !isBusy(target.state)) return 0;
  if (target.publishAt === undefined || isHeldForSuspension(target)) return 0;
  return Math.max(now - Math.max(target.publishAt, takeableAt(target)), 0);
}

/** From when on somebody may take the target: its pause is over, or whoever held it can be at it no longer. */
function takeableAt({ state, retryAt = 0, leaseUntil = 0, armUntil = 0 }: Target): number {
  if (state === 'scheduled') return retryAt;
  return state === 'armed' ? armUntil + timing.inFlightMs : leaseUntil;
}
