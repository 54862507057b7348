import type { PostState } from './states.ts';

/** A post that should be out by now and is still on its way is called late after this, so that nobody waits unaware. */
const LATE_MS = 5 * 60_000;

/** What tells where a post stands; `publishAt` is epoch milliseconds. */
export type Standing = { state: PostState; schedule?: { publishAt: number } | undefined };

/** `now` is epoch milliseconds. What rests (failed, missed, in question) is not late: it says what happened. */
export const isLate = ({ state, schedule }: Standing, now: number): boolean =>
  (state === 'scheduled' || state === 'publishing') && schedule !== undefined && now - schedule.publishAt > LATE_MS;
