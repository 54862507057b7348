import type { ListPage } from '#shared/contract/page.ts';
import { openCursor, signCursor } from './signing.ts';

/**
 * Runs one page of a query with a cursor that is signed and bound to `purpose`: name the route, the tenant and every
 * filter in it.
 *
 * @example pageOf(`posts.list:${clientId}:${state}`, query.cursor, (cursor) => postsByState(clientId, state, { limit, cursor }))
 */
export async function pageOf<T>(
  purpose: string,
  signed: string | undefined,
  query: (cursor: string | null) => Promise<{ items: T[]; cursor: string | null }>,
): Promise<ListPage<T>> {
  const { items, cursor } = await query(signed === undefined ? null : await openCursor(purpose, signed));
  return cursor === null ? { items } : { items, cursor: await signCursor(purpose, cursor) };
}
