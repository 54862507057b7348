import { postsByTime } from './post.store.ts';

const PAGE = 200;

/** The instants (ms) at which posts of a business, or of one of its accounts, go out between two instants. */
export async function postTimes(
  clientId: string,
  { from, to, accountId }: { from: number; to: number; accountId?: string | undefined },
): Promise<Set<number>> {
  const times = new Set<number>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof postsByTime>> = await postsByTime(clientId, from, to, {
      limit: PAGE,
      cursor,
    });
    for (const { publishAt, accountIds = [] } of page.items)
      if (publishAt !== undefined && (accountId === undefined || accountIds.includes(accountId))) times.add(publishAt);
    cursor = page.cursor;
  } while (cursor !== null);
  return times;
}
