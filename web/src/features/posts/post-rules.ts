import type { PostSummary } from '#shared/posts/contract.ts';
import type { PostState } from '#shared/publishing/states.ts';

/** What tells where a post stands. */
export type Standing = Pick<PostSummary, 'state' | 'schedule'>;

/** Whether the content may still change: nothing of it has gone out, and no worker is busy with it. */
export const isEditable = (state: PostState): boolean =>
  state === 'draft' || state === 'scheduled' || state === 'failed' || state === 'missed';

/** A post that should have been out by now and is still on its way: said after this long, so that nobody waits unaware. */
const LATE_MS = 5 * 60_000;

/** `now` is epoch milliseconds. What rests (failed, missed, in question) is not late: it says what happened. */
export const isLate = ({ state, schedule }: Standing, now: number): boolean =>
  (state === 'scheduled' || state === 'publishing') && schedule !== undefined && now - schedule.publishAt > LATE_MS;
