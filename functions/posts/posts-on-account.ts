import { accountRefs } from '#functions/social/account-refs.ts';
import { now } from '#runtime/clock.ts';
import type { Actor } from '#shared/contract/permission.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { isPausable } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { AccountPosts } from '#shared/social/contract.ts';
import { type PostHeader, postsByState, type WholePost, wholePost } from './post.store.ts';
import { stopTarget } from './stop-target.ts';

/** Where something may still go out by itself on one of several accounts. */
const goingOut = ['scheduled', 'publishing', 'needs_review'] as const satisfies readonly PostState[];
/** Where something may wait for its account. */
const waiting = [...goingOut, 'paused', 'partial', 'failed'] as const satisfies readonly PostState[];

const PAGE = 100;
const AT_ONCE = 10;
const WEEK_MS = 7 * 86_400_000;

/** The headers of a client's posts that name an account, in these states; of what is over only the last week's. */
async function* headersOn(clientId: string, accountId: string, states: readonly PostState[]) {
  // A post that changes its state while we read would be met twice.
  const met = new Set<string>();
  for (const state of states) {
    const since = state === 'failed' || state === 'partial' ? now() - WEEK_MS : 0;
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page = await postsByState(clientId, state, { limit: PAGE, cursor });
      const recent = page.items.filter(({ updatedAt }) => updatedAt >= since);
      yield recent.filter(({ postId, accountIds }) => {
        const isNew = !met.has(postId);
        met.add(postId);
        return isNew && (accountIds?.includes(accountId) ?? true);
      });
      cursor = recent.length < page.items.length ? null : page.cursor;
    }
  }
}

/** Does something with each of these posts, some at once, as long as it may go on; says how many are left. */
async function withEach(
  headers: AsyncIterable<PostHeader[]>,
  mayGoOn: () => boolean | Promise<boolean>,
  act: (header: PostHeader) => Promise<void>,
): Promise<number> {
  let left = 0;
  for await (const page of headers)
    for (let from = 0; from < page.length; from += AT_ONCE) {
      const some = page.slice(from, from + AT_ONCE);
      if (await mayGoOn()) await Promise.all(some.map(act));
      else left += some.length;
    }
  return left;
}

/** What somebody who disconnected an account is told. */
export type StoppedPosts = { stopped: number; underway: number; left: number };

/**
 * Stops every post that would go out on an account, as far as it comes by `until` (epoch milliseconds), and no longer
 * than the account is disconnected: whoever connects it meanwhile keeps what is planned.
 */
export async function stopPostsOn(
  clientId: string,
  accountId: string,
  { until, actor }: { until: number; actor?: Actor },
): Promise<StoppedPosts> {
  const counts = { stopped: 0, underway: 0, none: 0, busy: 0 };
  const isGone = async () => {
    const [account] = await accountRefs(clientId, [accountId], { consistent: true });
    return now() <= until && account?.obstacle === 'account.disconnected';
  };
  const left = await withEach(headersOn(clientId, accountId, goingOut), isGone, async (header) => {
    counts[(await stopTarget(header, accountId, actor)).is] += 1;
  });
  return { stopped: counts.stopped, underway: counts.underway, left: left + counts.busy };
}

/** Where a target on an account stands for somebody who connects or disconnects it. */
export function standingOn({ state, reason, publishAt = 0 }: Target, at: number): keyof AccountPosts | undefined {
  if (isPausable(state)) return 'planned';
  if (state === 'paused' && reason === 'account.stopped') return publishAt > at ? 'stopped' : 'failed';
  const isForAccount = reason === 'account.reconnect' || reason === 'account.disconnected';
  return state === 'failed' && isForAccount && publishAt > at - WEEK_MS ? 'failed' : undefined;
}

/** The posts that wait for an account or are planned on it, with its target in each. */
export async function eachPostOn(
  clientId: string,
  accountId: string,
  until: number,
  act: (whole: WholePost, target: Target) => Promise<void>,
): Promise<number> {
  const inTime = () => now() <= until;
  return withEach(headersOn(clientId, accountId, waiting), inTime, async ({ postId }) => {
    const whole = await wholePost(clientId, postId);
    const target = whole?.targets.find((one) => one.accountId === accountId);
    if (whole && target) await act(whole, target);
  });
}

/** How many posts an account concerns, counted one by one. */
export async function countPostsOn(clientId: string, accountId: string): Promise<AccountPosts> {
  const counts = { planned: 0, stopped: 0, failed: 0 };
  await eachPostOn(clientId, accountId, Number.POSITIVE_INFINITY, async (_, target) => {
    const standing = standingOn(target, now());
    if (standing) counts[standing] += 1;
  });
  return counts;
}
