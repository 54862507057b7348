import { createWriteTransaction } from 'electrodb';
import { type Write, writeOne, writesOf } from '#runtime/transaction.ts';
import { mediaHash } from './media-hash.entity.ts';

type Hashed = { clientId: string; hash: string; mediaId: string };

/** The first file of the client with these bytes: the given one when there was none before. */
export async function firstOfHash(row: Hashed): Promise<string> {
  const isFirst = await writeOne(
    writesOf(createWriteTransaction({ mediaHash }, (entities) => [entities.mediaHash.create(row).commit()])),
  );
  if (isFirst) return row.mediaId;
  const { data } = await mediaHash.get(row).go({ consistent: true });
  return data?.mediaId ?? row.mediaId;
}

/** Forgets that this file was the first of its kind; refused when another was. */
export const hashForgotten = ({ mediaId, ...name }: Hashed): Write[] =>
  writesOf(
    createWriteTransaction({ mediaHash }, (entities) => [
      entities.mediaHash
        .delete(name)
        .where((row, { eq }) => eq(row.mediaId, mediaId))
        .commit(),
    ]),
  );
