import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { PostSummary } from '#shared/posts/contract.ts';
import { now } from '../../lib/clock.ts';
import { everyPost } from '../posts/every-post.ts';
import { postsApi, postsKey } from '../posts/queries.ts';

export const calendarKey = [...postsKey, 'calendar'] as const;

const LIVE_POLL_MS = 10_000;
const CALM_POLL_MS = 60_000;
const SOON_MS = 120_000;

const goesOutSoon = ({ state, schedule }: PostSummary): boolean =>
  state === 'publishing' || (state === 'scheduled' && schedule !== undefined && schedule.publishAt < now() + SOON_MS);

async function allBetween(from: number, to: number): Promise<PostSummary[]> {
  const found: PostSummary[] = [];
  for await (const post of everyPost({ from, to, limit: 100 })) found.push(post);
  return found;
}

/** All posts between two instants (ms), earliest first; asked again every 10 s while one is going out or about to. */
export const calendarQuery = ({ from, to }: { from: number; to: number }) =>
  queryOptions({
    queryKey: [...calendarKey, from, to],
    queryFn: () => allBetween(from, to),
    refetchInterval: (query) => (query.state.data?.some(goesOutSoon) ? LIVE_POLL_MS : CALM_POLL_MS),
  });

/** Drafts have no time and so no place on the calendar: last changed first, page by page. */
export const draftsQuery = infiniteQueryOptions({
  queryKey: [...postsKey, 'drafts'],
  queryFn: ({ pageParam }) => postsApi.list({ query: { state: 'draft', limit: 25, cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.cursor,
});
