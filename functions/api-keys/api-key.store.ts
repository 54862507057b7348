import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { apiKey } from './api-key.entity.ts';

export type ApiKey = EntityItem<typeof apiKey>;

/** One key of a business, or undefined. */
export const keyById = async (clientId: string, keyId: string): Promise<ApiKey | undefined> =>
  (await apiKey.get({ clientId, keyId }).go()).data ?? undefined;

export const keyCreated = (row: ApiKey): Write[] =>
  writesOf(createWriteTransaction({ apiKey }, (entities) => [entities.apiKey.create(row).commit()]));
