import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { postsByState, postsByTime } from './post.store.ts';
import { presentSummary } from './present-post.ts';

export type PostFilter = {
  state?: PostState | undefined;
  from?: number | undefined;
  to?: number | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** Posts between two instants, earliest first; or posts of one state (drafts unless told), last changed first. */
export function listPosts(actor: TenantActor, filter: PostFilter): Promise<ListPage<PostSummary>> {
  const { clientId } = actor;
  const { from, to, limit } = filter;
  const state = filter.state ?? 'draft';
  if ((from === undefined) !== (to === undefined) || (from !== undefined && filter.state !== undefined))
    throw new Problem('request.invalid', { issues: [{ path: 'query', issue: 'from_and_to_or_state' }] });
  if (from !== undefined && to !== undefined && from >= to)
    throw new Problem('request.invalid', { issues: [{ path: 'query.to', issue: 'not_after_from' }] });
  const byTime = from !== undefined && to !== undefined;
  const purpose = byTime ? `posts:${clientId}:${from}:${to}:${limit}` : `posts:${clientId}:${state}:${limit}`;
  return pageOf(purpose, filter.cursor, async (cursor) => {
    const page = byTime
      ? await postsByTime(clientId, from, to, { limit, cursor })
      : await postsByState(clientId, state, { limit, cursor });
    return { items: page.items.map(presentSummary), cursor: page.cursor };
  });
}
