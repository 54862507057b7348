import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { media } from './media.entity.ts';

export type MediaRow = EntityItem<typeof media>;
type Name = { clientId: string; mediaId: string };

/** One image of a client as it stands now, or undefined when it is missing or another client's. */
export const mediaById = async (name: Name): Promise<MediaRow | undefined> =>
  (await media.get(name).go({ consistent: true })).data ?? undefined;

/** The table counts what it looks at, not what fits: a short look would need many of them. */
const READ_AT_ONCE = 100;

type List = { limit: number; cursor: string | null; state?: MediaRow['state'] | undefined };

/** The images of one client, newest first. With a state it reads on until that many are found, or there are no more. */
export async function mediaOfClient(clientId: string, { limit, cursor: from, state }: List) {
  const all = media.query.ofClient({ clientId });
  const { data, cursor } =
    state === undefined
      ? await all.go({ order: 'desc', cursor: from, limit })
      : await all
          .where((image, { eq }) => eq(image.state, state))
          .go({ order: 'desc', cursor: from, limit: READ_AT_ONCE, count: limit });
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
