import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { media } from './media.entity.ts';

export type MediaRow = EntityItem<typeof media>;
type Name = { clientId: string; mediaId: string };

/** One image of a client as it stands now, or undefined when it is missing or another client's. */
export const mediaById = async (name: Name): Promise<MediaRow | undefined> =>
  (await media.get(name).go({ consistent: true })).data ?? undefined;

/** The images of one client, newest first. */
export async function mediaOfClient(clientId: string, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await media.query.ofClient({ clientId }).go({ order: 'desc', ...options });
  return { items: data, cursor };
}

/** Several images of one client at once, in no particular order; missing ones are left out. */
export const mediaByIds = async (clientId: string, mediaIds: readonly string[]): Promise<MediaRow[]> =>
  (await media.get(mediaIds.map((mediaId) => ({ clientId, mediaId }))).go({ consistent: true })).data;

export const mediaBegun = (row: MediaRow): Write[] =>
  writesOf(createWriteTransaction({ media }, (entities) => [entities.media.create(row).commit()]));

/** Refused when the image was judged already. */
export const mediaJudged = (name: Name, verdict: Partial<MediaRow> & Pick<MediaRow, 'state'>): Write[] =>
  writesOf(
    createWriteTransaction({ media }, (entities) => [
      entities.media
        .patch(name)
        .set(verdict)
        .where(({ state }, { eq }) => eq(state, 'uploading'))
        .commit(),
    ]),
  );

/** Refused when the image is gone. */
export const mediaDescribed = (name: Name, altText: string): Write[] =>
  writesOf(createWriteTransaction({ media }, (entities) => [entities.media.patch(name).set({ altText }).commit()]));

/** Takes an image from everybody. Refused when that was done, or the row is gone. */
export const mediaRemoved = (name: Name): Write[] =>
  writesOf(
    createWriteTransaction({ media }, (entities) => [
      entities.media
        .patch(name)
        .set({ state: 'removed' })
        .where(({ state }, { ne }) => ne(state, 'removed'))
        .commit(),
    ]),
  );

/** Deletes the row of a removed image; refused for any other. */
export const mediaForgotten = (name: Name): Write[] =>
  writesOf(
    createWriteTransaction({ media }, (entities) => [
      entities.media
        .delete(name)
        .where(({ state }, { eq }) => eq(state, 'removed'))
        .commit(),
    ]),
  );
