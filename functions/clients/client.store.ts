import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { client } from './client.entity.ts';

export type ClientRecord = EntityItem<typeof client>;

/** One business, or undefined. `consistent` when a decision follows from it. */
export const clientById = async (clientId: string, consistent = false) =>
  (await client.get({ clientId }).go({ consistent })).data ?? undefined;

/** All businesses, newest first. */
export async function allClients(options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await client.query.all({}).go({ order: 'desc', ...options });
  return { items: data, cursor };
}

export const clientCreated = (row: ClientRecord): Write[] =>
  writesOf(createWriteTransaction({ client }, (entities) => [entities.client.create(row).commit()]));

/** Refused when the status is that already. */
export const clientStatusChanged = (clientId: string, to: ClientRecord['status']): Write[] =>
  writesOf(
    createWriteTransaction({ client }, (entities) => [
      entities.client
        .patch({ clientId })
        .set({ status: to })
        .where(({ status }, { ne }) => ne(status, to))
        .commit(),
    ]),
  );

/** Refused unless the business is active at the moment of the write. */
export const clientIsActive = (clientId: string): Write[] =>
  writesOf(
    createWriteTransaction({ client }, (entities) => [
      entities.client
        .check({ clientId })
        .where(({ status }, { eq }) => eq(status, 'active'))
        .commit(),
    ]),
  );
