import type { Clock } from '../clock.ts';
import type { Item, Range } from './engine.ts';

/** A row with its key, in key order. */
export type Row = readonly [key: string, item: Item];

export type Lag = {
  /** Stale reads of a table do not see writes younger than `ms`; 0 ends that. It is forgotten at a restart. */
  order(table: string, ms: number): void;
  of(table: string): number;
  /** The lags that are ordered, in milliseconds by table. */
  all(): Record<string, number>;
  /** Remembers what a row was before it is written. */
  note(table: string, space: string, key: string, before: Item | undefined): void;
  /** What a stale read sees instead of the rows that are there; undefined stands for a row not yet written. */
  stale(table: string, space: string): ReadonlyMap<string, Item | undefined>;
};

/** Eventual consistency on demand: rows as they were a while ago, on the local clock. */
export function createLag(clock: Clock): Lag {
  const tables = new Map<string, { ms: number; notes: { at: number; space: string; key: string; before?: Item }[] }>();
  const young = (table: string) => {
    const { ms, notes } = tables.get(table) ?? { ms: 0, notes: [] };
    while (notes[0] && notes[0].at <= clock.now() - ms) notes.shift();
    return notes;
  };
  return {
    order(table, ms) {
      if (ms === 0) tables.delete(table);
      else tables.set(table, { ms, notes: tables.get(table)?.notes ?? [] });
    },
    all: () => Object.fromEntries([...tables].map(([table, { ms }]) => [table, ms])),
    of: (table) => tables.get(table)?.ms ?? 0,
    note: (table, space, key, before) =>
      void young(table).push({ at: clock.now(), space, key, ...(before && { before }) }),
    stale(table, space) {
      const seen = new Map<string, Item | undefined>();
      for (const note of young(table)) if (note.space === space && !seen.has(note.key)) seen.set(note.key, note.before);
      return seen;
    },
  };
}

/** Rows with some of them replaced, in the range's order. */
export function overlaid(rows: Iterable<Row>, other: ReadonlyMap<string, Item | undefined>, range: Range): Item[] {
  const merged = new Map<string, Item | undefined>(rows);
  for (const [key, item] of other) if (contains(range, key)) merged.set(key, item);
  const found = [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, item]) => (item ? [item] : []));
  return range.reverse ? found.reverse() : found;
}

const contains = ({ gt, gte, lt, lte }: Range, key: string) =>
  !(gt !== undefined && key <= gt) &&
  !(gte !== undefined && key < gte) &&
  !(lt !== undefined && key >= lt) &&
  !(lte !== undefined && key > lte);
