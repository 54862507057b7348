import { isSame } from './conditions.ts';
import type { Item, TableDescription } from './engine.ts';
import { type IndexRow, indexRows } from './indexes.ts';
import { itemBytes } from './item-size.ts';

/** Capacity units of one request on one table. */
export type Units = { table: number; indexes: Record<string, number> };

/** What a write made of one item. */
export type Change = { before: Item | undefined; after: Item | undefined };

const writeBlocks = (item: Item | undefined) => (item === undefined ? 0 : Math.ceil(itemBytes(item) / 1024));

/** Read units: what was read, rounded up to 4 KB; half when it may be stale, twice in a transaction. */
export const readUnits = (bytes: number, mode: 'eventual' | 'consistent' | 'transaction'): number =>
  Math.max(Math.ceil(bytes / 4096), 1) * { eventual: 0.5, consistent: 1, transaction: 2 }[mode];

/**
 * Write units: the larger image rounded up to 1 KB, twice in a transaction. Each index whose projection changes costs
 * its own write, two (one out, one in) when its key changes; indexes are written once, after the commit.
 */
export function writeUnits(table: TableDescription, { before, after }: Change, isTransaction: boolean): Units {
  const [old, fresh] = [indexRows(table, before), indexRows(table, after)];
  const indexes: Units['indexes'] = {};
  for (const name of new Set([...old, ...fresh].map(({ index }) => index))) {
    const named = ({ index }: IndexRow) => index === name;
    const units = indexUnits(old.find(named), fresh.find(named));
    if (units > 0) indexes[name] = units;
  }
  return { table: Math.max(writeBlocks(before), writeBlocks(after), 1) * (isTransaction ? 2 : 1), indexes };
}

function indexUnits(old: IndexRow | undefined, fresh: IndexRow | undefined): number {
  if (isSame(old?.item, fresh?.item)) return 0;
  const [out, into] = [writeBlocks(old?.item), writeBlocks(fresh?.item)];
  return old && fresh && old.key !== fresh.key ? out + into : Math.max(out, into);
}

/** The `ConsumedCapacity` of one table as the caller wants it: `TOTAL`, `INDEXES` or (undefined) none. */
export function consumed(TableName: string, wanted: unknown, parts: readonly Units[]): object | undefined {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return undefined;
  let own = 0;
  const indexes: Record<string, number> = {};
  for (const part of parts) {
    own += part.table;
    for (const [name, units] of Object.entries(part.indexes)) indexes[name] = (indexes[name] ?? 0) + units;
  }
  const CapacityUnits = Object.values(indexes).reduce((sum, units) => sum + units, own);
  if (wanted === 'TOTAL') return { TableName, CapacityUnits };
  const GlobalSecondaryIndexes = Object.fromEntries(
    Object.entries(indexes).map(([name, units]) => [name, { CapacityUnits: units }]),
  );
  const isBare = Object.keys(indexes).length === 0;
  return { TableName, CapacityUnits, Table: { CapacityUnits: own }, ...(isBare ? {} : { GlobalSecondaryIndexes }) };
}
