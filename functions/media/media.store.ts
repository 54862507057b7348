import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writeOne, writesOf } from '#runtime/transaction.ts';
import type { Shape } from '#shared/media/frame.ts';
import { media } from './media.entity.ts';

export type MediaRow = EntityItem<typeof media>;
type Name = { clientId: string; mediaId: string };

/** One image of a client as it stands now, or undefined when it is missing or another client's. */
export const mediaById = async (name: Name): Promise<MediaRow | undefined> =>
  (await media.get(name).go({ consistent: true })).data ?? undefined;

const READ_AT_ONCE = 100;

type List = { limit: number; cursor: string | null; wanted: (row: MediaRow) => boolean };

/**
 * The files of one client that are wanted, newest first; reads on until so many are found, or there are no more. The
 * cursor is the last file of a page.
 */
export async function mediaOfClient(clientId: string, { limit, cursor, wanted }: List) {
  const items: MediaRow[] = [];
  for (let before = cursor; ; ) {
    const rows = await mediaBefore(clientId, before);
    for (const row of rows) {
      if (!wanted(row)) continue;
      if (items.length === limit) return { items, cursor: items.at(-1)?.mediaId ?? null };
      items.push(row);
    }
    before = rows.at(-1)?.mediaId ?? null;
    if (rows.length < READ_AT_ONCE || before === null) return { items, cursor: null };
  }
}

async function mediaBefore(clientId: string, mediaId: string | null): Promise<MediaRow[]> {
  const all = media.query.ofClient({ clientId });
  const query = mediaId === null ? all : all.lt({ mediaId });
  return (await query.go({ order: 'desc', limit: READ_AT_ONCE })).data;
}

/** Several images of one client at once, in no particular order; missing ones are left out. */
export const mediaByIds = async (clientId: string, mediaIds: readonly string[]): Promise<MediaRow[]> =>
  (await media.get(mediaIds.map((mediaId) => ({ clientId, mediaId }))).go({ consistent: true })).data;

export const mediaBegun = (row: MediaRow): Write[] =>
  writesOf(createWriteTransaction({ media }, (entities) => [entities.media.create(row).commit()]));

/** One conditional change of a row. */
const changed = (name: Name, change: Partial<MediaRow>, { from }: { from?: MediaRow['state'] } = {}): Write[] =>
  writesOf(
    createWriteTransaction({ media }, (entities) => {
      const patch = entities.media.patch(name).set(change);
      return [(from === undefined ? patch : patch.where(({ state }, { eq }) => eq(state, from))).commit()];
    }),
  );

/** Refused when that was said before. */
export const mediaArrived = (name: Name): Write[] => changed(name, { state: 'checking' }, { from: 'uploading' });

/** What the gate found out; without effect on a file that was judged already. */
export const fileExamined = (name: Name, found: { original: string; copyOf?: string }): Promise<boolean> =>
  writeOne(changed(name, found, { from: 'checking' }));

/** Refused when the image was judged already. */
export const mediaJudged = (name: Name, verdict: Partial<MediaRow> & Pick<MediaRow, 'state'>): Write[] =>
  changed(name, verdict, { from: 'checking' });

type Frames = Pick<MediaRow, 'clientId' | 'mediaId' | 'version'>;
/** What belongs to the frames of an image. Without `chosen` none is chosen any more. */
export type FramesChange = Required<Pick<MediaRow, 'asked' | 'versions' | 'keys' | 'stored'>> & {
  chosen: Shape | undefined;
};

/** Changes the frames of an image as it was read; refused when somebody else changed them meanwhile. */
export const framesChanged = ({ version, ...name }: Frames, { chosen, ...rest }: FramesChange): Write[] =>
  writesOf(
    createWriteTransaction({ media }, (entities) => {
      const patch = entities.media
        .patch(name)
        .set({ ...rest, ...(chosen ? { chosen } : {}), version: (version ?? 0) + 1 });
      const asSeen = (chosen ? patch : patch.remove(['chosen'])).where((row, { eq, notExists }) => {
        const seen = version === undefined ? notExists(row.version) : eq(row.version, version);
        return `${eq(row.state, 'ready')} AND ${seen}`;
      });
      return [asSeen.commit()];
    }),
  );

export type Described = Pick<MediaRow, 'altText' | 'altTextEn' | 'tags'>;

/** Refused when the image is gone. */
export const mediaDescribed = (name: Name, words: Described): Write[] => changed(name, words);

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
