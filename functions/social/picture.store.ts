import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { accountPicture } from './picture.entity.ts';

/** The pictures of a client's accounts, by account id. */
export async function picturesOfClient(clientId: string): Promise<Map<string, string>> {
  const { data } = await accountPicture.query.byClient({ clientId }).go({ pages: 'all' });
  return new Map(data.map(({ accountId, picture }) => [accountId, picture]));
}

export const pictureTaken = (row: EntityItem<typeof accountPicture>): Write[] =>
  writesOf(createWriteTransaction({ accountPicture }, (entities) => [entities.accountPicture.put(row).commit()]));
