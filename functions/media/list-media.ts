import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Media, MediaState } from '#shared/media/contract.ts';
import { isLive } from './live-media.ts';
import { mediaOfClient } from './media.store.ts';
import { mediaView } from './media-view.ts';

type Query = { limit: number; cursor?: string | undefined; state?: MediaState | undefined };

/** The images of the caller's business, newest first: all of them, or those in one state. */
export async function listMedia({ clientId }: TenantActor, { limit, cursor, state }: Query): Promise<ListPage<Media>> {
  const found = await pageOf(`media.list:${clientId}:${state ?? 'all'}`, cursor, (from) =>
    mediaOfClient(clientId, { limit, cursor: from, state }),
  );
  return { ...found, items: found.items.filter(isLive).map(mediaView) };
}
