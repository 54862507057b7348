import { fromWallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import { isPausable, type PostState } from '#shared/publishing/states.ts';

/** A post, or what a list knows of it: there the accounts are not told apart. */
type Known = Pick<Post, 'state'> & Partial<Pick<Post, 'targets'>>;

/** Whether one account has it already: its words can no longer change, only what becomes of the others. */
export const hasPublishedTarget = ({ targets = [] }: Known): boolean =>
  targets.some(({ state }) => state === 'published');

/** Whether the content may still change: nothing of it has gone out, and no worker is busy with it. */
export const isEditable = (post: Known): boolean =>
  post.state === 'draft' ||
  post.state === 'scheduled' ||
  post.state === 'failed' ||
  post.state === 'missed' ||
  (post.state === 'paused' && !hasPublishedTarget(post));

/** Whether its time still counts: it goes out then, or would if somebody resumed it. */
export const isPlanned = (state: PostState | undefined): boolean => state === 'scheduled' || state === 'paused';

/** What pausing and resuming would not be refused for. */
export const isHeld = ({ targets }: Pick<Post, 'targets'>): boolean => targets.some(({ state }) => state === 'paused');
export const isHoldable = ({ targets }: Pick<Post, 'targets'>): boolean =>
  targets.some(({ state }) => isPausable(state));

/** Whether its planned time is over; `now` in epoch milliseconds. */
export const hasPassed = ({ schedule }: Pick<Post, 'schedule'>, now: number): boolean =>
  schedule !== undefined && schedule.publishAt <= now;

/** The time to begin with when a post gets a new one (`YYYY-MM-DDTHH:mm`): the one it has or had, while it lies ahead. */
export function formerTimeOf({ schedule, formerTime }: Pick<Post, 'schedule' | 'formerTime'>, now: number): string {
  const wallTime = schedule?.wallTime ?? formerTime?.wallTime;
  return wallTime !== undefined && fromWallTime(wallTime) > now ? wallTime : '';
}

type Troubled = Pick<Post['targets'][number], 'state' | 'problem'>;

/** Whether an account has to be connected again first: what needs it would be refused. A warning refuses nothing. */
const waitsForAccount = ({ problem }: Troubled): boolean =>
  problem?.step === 'reconnect' && problem.reason !== 'account.ends_before';

/** Whether a new time, or now, would be refused because of an account. */
export const isBlocked = ({ targets }: Pick<Post, 'targets'>): boolean => targets.some(waitsForAccount);

/** Whether resuming would be refused: every paused account waits to be connected again. */
export const isHeldByAccounts = ({ targets }: Pick<Post, 'targets'>): boolean =>
  targets.every((target) => target.state !== 'paused' || waitsForAccount(target));
