import { queryOptions } from '@tanstack/react-query';
import type { PostState } from '#shared/publishing/states.ts';
import { hasPassed } from '../../features/posts/post-rules.ts';
import { postsApi, postsKey } from '../../features/posts/queries.ts';
import { now } from '../../lib/clock.ts';

const AHEAD_MS = 30 * 86_400_000;
const SHOWN = 5;

/** What goes out next, soonest first. */
export const nextPostsQuery = queryOptions({
  queryKey: [...postsKey, 'next'],
  queryFn: async () => {
    const from = now();
    const { items } = await postsApi.list({ query: { from, to: from + AHEAD_MS, limit: 25 } });
    return items
      .filter(({ state }) => state === 'scheduled' || state === 'publishing')
      .sort((a, b) => (a.schedule?.publishAt ?? 0) - (b.schedule?.publishAt ?? 0))
      .slice(0, SHOWN);
  },
});

const wantsSomebody = ['needs_review', 'failed', 'missed', 'partial'] as const satisfies readonly PostState[];

/** Posts that wait for a person's decision. A paused one does once its time has passed: nobody else will tell. */
export const troubledPostsQuery = queryOptions({
  queryKey: [...postsKey, 'troubled'],
  queryFn: async () => {
    const listOf = (state: PostState, limit = SHOWN) => postsApi.list({ query: { state, limit } });
    const [paused, ...lists] = await Promise.all([
      listOf('paused', 25),
      ...wantsSomebody.map((state) => listOf(state)),
    ]);
    const passed = paused.items.filter((post) => hasPassed(post, now()));
    return [...lists.flatMap(({ items }) => items), ...passed].slice(0, SHOWN);
  },
});

const FAR_MS = 5 * 365 * 86_400_000;

/** How far a business has come: was anything ever written, was anything ever given a time. One post is enough to know. */
export const progressQuery = queryOptions({
  queryKey: [...postsKey, 'progress'],
  queryFn: async () => {
    const [drafts, timed] = await Promise.all([
      postsApi.list({ query: { state: 'draft', limit: 1 } }),
      postsApi.list({ query: { from: 0, to: now() + FAR_MS, limit: 25 } }),
    ]);
    const scheduled = timed.items.some(({ state }) => state !== 'draft');
    return { written: scheduled || drafts.items.length > 0, scheduled };
  },
});
