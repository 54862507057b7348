import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type Post, posts } from '#shared/posts/contract.ts';
import { isBusy } from '#shared/publishing/states.ts';
import { apiOf } from '../../lib/api.ts';
import { createLines, type PostLines } from './post-line.ts';

export const postsApi = apiOf(posts);

const lines = new WeakMap<QueryClient, PostLines>();

/** The lines in which this page writes posts: one page, one set of loaded data, one line per post. */
export function linesOf(page: QueryClient): PostLines {
  const found = lines.get(page) ?? createLines(postsApi);
  lines.set(page, found);
  return found;
}

const BUSY_POLL_MS = 3_000;
const CALM_POLL_MS = 30_000;

/** Everything about posts hangs below this key, so that one change refreshes lists, pages and histories. */
export const postsKey = ['posts'] as const;

const isMoving = (post: Post | undefined): boolean =>
  post?.targets.some(({ state, comment }) => isBusy(state) || comment?.state === 'posting') ?? false;

/** One post; asked again every 3 s while a worker is busy with it, every 30 s otherwise. */
export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: [...postsKey, 'one', postId],
    queryFn: () => postsApi.get({ params: { postId } }),
    refetchInterval: (query) => (isMoving(query.state.data) ? BUSY_POLL_MS : CALM_POLL_MS),
  });

/** Changes with the post, and with its first comments, which leave the post itself alone. */
const stampOf = ({ updatedAt, targets }: Pick<Post, 'updatedAt' | 'targets'>): string =>
  [updatedAt, ...targets.map(({ comment }) => comment?.state ?? '')].join('/');

/** The history of a post, newest first, page by page; it follows the post. */
export const historyQuery = (post: Pick<Post, 'postId' | 'updatedAt' | 'targets'>) =>
  infiniteQueryOptions({
    queryKey: [...postsKey, 'history', post.postId, stampOf(post)],
    queryFn: ({ pageParam }) =>
      postsApi.history({ params: { postId: post.postId }, query: { limit: 100, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    placeholderData: (previous) => previous,
  });
