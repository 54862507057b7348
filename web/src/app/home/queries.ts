import { queryOptions } from '@tanstack/react-query';
import type { PostSummary } from '#shared/posts/contract.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { everyPost } from '../../features/posts/every-post.ts';
import { hasPassed } from '../../features/posts/post-rules.ts';
import { postsKey } from '../../features/posts/queries.ts';
import { now } from '../../lib/clock.ts';

const DAY_MS = 86_400_000;
const AHEAD_MS = 30 * DAY_MS;
/** A glance; the calendar has the rest. */
const NEXT = 5;

const goesOut = (post: PostSummary): boolean => post.state === 'scheduled' || post.state === 'publishing';

/** What is going out, or should be and is late, and what goes out next, soonest first. */
export const nextPostsQuery = queryOptions({
  queryKey: [...postsKey, 'next'],
  queryFn: async () => {
    const found: PostSummary[] = [];
    for await (const post of everyPost({ from: now() - DAY_MS, to: now() + AHEAD_MS, limit: 25 })) {
      if (goesOut(post)) found.push(post);
      if (found.length === NEXT) break;
    }
    return found;
  },
});

const wantsSomebody = ['needs_review', 'failed', 'missed', 'partial'] as const satisfies readonly PostState[];

/** Every post that waits for a person's decision. A paused one does once its time has passed: nobody else will tell. */
export const troubledPostsQuery = queryOptions({
  queryKey: [...postsKey, 'troubled'],
  queryFn: async () => {
    const all = async (state: PostState) => {
      const found: PostSummary[] = [];
      for await (const post of everyPost({ state, limit: 100 })) found.push(post);
      return found;
    };
    const [paused, ...lists] = await Promise.all([all('paused'), ...wantsSomebody.map(all)]);
    return [...lists.flat(), ...paused.filter((post) => hasPassed(post, now()))];
  },
});

const FAR_MS = 5 * 365 * DAY_MS;

/** How far a business has come: was anything ever written, was anything ever given a time. One post is enough to know. */
export const progressQuery = queryOptions({
  queryKey: [...postsKey, 'progress'],
  queryFn: async () => {
    const [draft, scheduled] = await Promise.all([everyPost({ state: 'draft', limit: 1 }).next(), wasAnyScheduled()]);
    return { written: scheduled || draft.done === false, scheduled };
  },
});

async function wasAnyScheduled(): Promise<boolean> {
  for await (const { state } of everyPost({ from: 0, to: now() + FAR_MS, limit: 25 }))
    if (state !== 'draft') return true;
  return false;
}
