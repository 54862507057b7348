import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Media, MediaKind, MediaState } from '#shared/media/contract.ts';
import { folded, matches } from '#shared/media/search.ts';
import { isLive } from './live-media.ts';
import { type MediaRow, mediaOfClient } from './media.store.ts';
import { mediaView } from './media-view.ts';

type Filter = {
  state?: MediaState | undefined;
  kind?: MediaKind | undefined;
  q?: string | undefined;
  tag?: string | undefined;
  only?: 'unused' | 'copies' | undefined;
};
type Query = Filter & { limit: number; cursor?: string | undefined };

/** Which files of a client its posts show. */
export type UsedMedia = (clientId: string) => Promise<ReadonlySet<string>>;

/** The files of the caller's business that fit a filter, newest first. */
export async function listMedia(
  { clientId }: TenantActor,
  { limit, cursor, ...filter }: Query,
  usedMedia: UsedMedia,
): Promise<ListPage<Media>> {
  const used = filter.only === 'unused' ? await usedMedia(clientId) : new Set<string>();
  const wanted = (row: MediaRow) => isLive(row) && fits(row, filter) && !used.has(row.mediaId);
  const found = await pageOf(`media.list:${clientId}:${JSON.stringify(filter)}`, cursor, (from) =>
    mediaOfClient(clientId, { limit, cursor: from, wanted }),
  );
  return { ...found, items: found.items.filter(isLive).map(mediaView) };
}

function fits(row: MediaRow, { state, kind, q, tag, only }: Filter): boolean {
  const { tags = [] } = row;
  if (state !== undefined && row.state !== state) return false;
  if (kind !== undefined && (row.kind ?? 'image') !== kind) return false;
  if (only === 'copies' && row.copyOf === undefined) return false;
  if (only === 'unused' && row.state !== 'ready') return false;
  if (tag !== undefined && !tags.some((each) => folded(each) === folded(tag))) return false;
  return q === undefined || matches([row.fileName, row.altText, row.altTextEn, ...tags], q);
}
