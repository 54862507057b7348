import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { untold } from './untold.entity.ts';

export type Untold = EntityItem<typeof untold>;
type Key = Pick<Untold, 'clientId' | 'subject' | 'postId' | 'stamp'>;

/** What a person is still to be told of, and nobody is telling just now. Reads what was just written, too. */
export async function untoldOf(clientId: string, subject: string): Promise<Untold[]> {
  const { data } = await untold.query.byPerson({ clientId, subject }).go({ pages: 'all', consistent: true });
  return data.filter(({ sendingAt }) => sendingAt === undefined);
}

/** A person is to be told of a post, however that stood before. */
export const untoldNoted = (rows: readonly Untold[]): Write[] =>
  writesOf(createWriteTransaction({ untold }, (entities) => rows.map((row) => entities.untold.put(row).commit())));

/** The caller is the one to tell. Refused when somebody else is, or it came to rest anew. */
export const tellingBegun = (rows: readonly Key[], at: number): Write[] =>
  writesOf(
    createWriteTransaction({ untold }, (entities) =>
      rows.map(({ stamp, ...key }) =>
        entities.untold
          .patch(key)
          .set({ sendingAt: at })
          .where((fields, { eq, notExists }) => `${eq(fields.stamp, stamp)} AND ${notExists(fields.sendingAt)}`)
          .commit(),
      ),
    ),
  );

/** It was certainly not told: somebody may try again. Refused when it came to rest anew. */
export const tellingGivenBack = ({ stamp, ...key }: Key): Write[] =>
  writesOf(
    createWriteTransaction({ untold }, (entities) => [
      entities.untold
        .patch(key)
        .remove(['sendingAt'])
        .where((fields, { eq }) => eq(fields.stamp, stamp))
        .commit(),
    ]),
  );

/** It is told, or there is nothing more to tell. Refused when it came to rest anew. */
export const toldOf = ({ stamp, ...key }: Key): Write[] =>
  writesOf(
    createWriteTransaction({ untold }, (entities) => [
      entities.untold
        .delete(key)
        .where((fields, { eq }) => eq(fields.stamp, stamp))
        .commit(),
    ]),
  );
