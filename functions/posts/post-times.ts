import { everyItem } from '#runtime/every-item.ts';
import { postsByTime } from './post.store.ts';

/** The instants (ms) at which posts of a business, or of one of its accounts, go out between two instants. */
export async function postTimes(
  clientId: string,
  { from, to, accountId }: { from: number; to: number; accountId?: string | undefined },
): Promise<Set<number>> {
  const times = new Set<number>();
  for await (const { publishAt, accountIds = [] } of everyItem((page) => postsByTime(clientId, from, to, page)))
    if (publishAt !== undefined && (accountId === undefined || accountIds.includes(accountId))) times.add(publishAt);
  return times;
}
