import type { PostSummary } from '#shared/posts/contract.ts';
import { postsApi } from './queries.ts';

type PostQuery = Omit<Parameters<typeof postsApi.list>[0]['query'], 'cursor'>;

/**
 * The posts of a list one after another, asking for its next page only when somebody wants more. What is picked out of
 * a list is picked from here: a page holds what comes first, not what is looked for.
 */
export async function* everyPost(query: PostQuery): AsyncGenerator<PostSummary> {
  let cursor: string | undefined;
  do {
    const page = await postsApi.list({ query: { ...query, cursor } });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor);
}
