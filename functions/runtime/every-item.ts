/** How one page is asked for: at most so many, after the place where the last one ended. */
export type PageAsked = { limit: number; cursor: string | null };

const PAGE = 100;

/**
 * Every item of a query, page by page: a page is read when the one before is used up, so whoever has enough leaves the
 * loop and nothing more is read.
 *
 * @example for await (const row of everyItem((page) => refundsInState('pending', page))) …
 */
export async function* everyItem<T>(query: (page: PageAsked) => Promise<{ items: T[]; cursor: string | null }>) {
  let cursor: string | null = null;
  do {
    const page: { items: T[]; cursor: string | null } = await query({ limit: PAGE, cursor });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== null);
}
