import { isDeepStrictEqual } from 'node:util';
import { tableKeys } from '#runtime/table-keys.ts';
import { type Item, itemBytes } from './item-size.ts';

/** What one write made of one item. Equal images mean that it wrote what was there already. */
export type Change = { before: Item | undefined; after: Item | undefined };

const WRITE_BYTES = 1024;
const READ_BYTES = 4096;
const { primary, byTime, byState, byDue } = tableKeys;

const written = (item: Item | undefined) => (item === undefined ? 0 : Math.ceil(itemBytes(item) / WRITE_BYTES));

/** Write units by where they are spent: in the `table` itself or in one of its indexes. */
export type UnitsOn = Record<string, number>;

/**
 * Write units of one write: the larger image rounded up to 1 KB, twice in a transaction, plus what its indexes cost.
 * Indexes are written once, after the commit.
 */
export function writeUnitsOn({ before, after }: Change, isTransaction: boolean): UnitsOn {
  const own = Math.max(written(before), written(after), 1) * (isTransaction ? 2 : 1);
  const indexes = [byTime, byState, byDue].map((index) => [index.index, indexUnits(index, before, after)]);
  return { table: own, ...Object.fromEntries(indexes) };
}

/** Adds units to what was counted so far. */
export function addUnits(sum: UnitsOn, more: UnitsOn): void {
  for (const [where, units] of Object.entries(more)) sum[where] = (sum[where] ?? 0) + units;
}

/** All units of one write, wherever they are spent. */
export const writeUnits = (change: Change, isTransaction: boolean): number =>
  Object.values(writeUnitsOn(change, isTransaction)).reduce((sum, one) => sum + one, 0);

type Index = typeof byTime | typeof byState | typeof byDue;

/** Nothing when the projection stays as it is; two writes (one out, one in) when the index key changes. */
function indexUnits(index: Index, before: Item | undefined, after: Item | undefined): number {
  const old = projected(index, before);
  const next = projected(index, after);
  if (isDeepStrictEqual(old, next)) return 0;
  const isMoved = old && next && !isDeepStrictEqual(keyIn(index, old), keyIn(index, next));
  return isMoved ? written(old) + written(next) : Math.max(written(old), written(next));
}

const keyIn = ({ partition, sort }: Index, item: Item) => [item[partition], item[sort]];

function projected(index: Index, item: Item | undefined): Item | undefined {
  if (item?.[index.partition] === undefined || item[index.sort] === undefined) return undefined;
  if (index.projection === 'ALL') return item;
  const kept = [primary.partition, primary.sort, index.partition, index.sort];
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.includes(name as typeof index.partition)));
}

/** Read units of one read: the sum of what was read, rounded up to 4 KB; half of it when it may be stale. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(Math.ceil(bytes / READ_BYTES), 1) * (isConsistent ? 1 : 0.5);
