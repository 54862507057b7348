import { AwsError, type Ground } from '../service.ts';
import type { Change } from './capacity.ts';
import type { ChangeFeed } from './changes.ts';
import type { EngineStore, Item, Space } from './engine.ts';
import { itemProblem } from './indexes.ts';
import { createLag, type Lag, overlaid } from './lag.ts';
import { openRows, type Rows } from './rows.ts';
import type { Table, Tables } from './tables.ts';

const MAX_ITEM_BYTES = 409_600;

/** What one write did to one item, also when it wrote what was there. */
export type Written = Change & { table: Table };

/** Writes of one request: collected in memory, then committed together or dropped together. */
export type Draft = EngineStore & { commit(options?: { expired?: boolean }): Written[] };

export type Store = {
  rows: Rows;
  lag: Lag;
  /** Calls the listener after every commit. */
  onCommit(listener: () => void): void;
  /**
   * Begins a request. Reads see the committed rows (`stale`: as an ordered lag lets them be seen); writes are seen by
   * nobody else until `commit`.
   */
  draft(options?: { stale: boolean }): Draft;
  /** Runs read-then-write work alone. Never ask the gate inside: a fault's delay would stop every writer. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
};

export const itemSpace = (table: string) => `item/${table}`;
export const indexSpace = (table: string, index: string) => `index/${table}/${index}`;

type Writes = { table: string; space: string; rows: Map<string, Item | undefined> };

export function openStore(ground: Ground, tables: Tables, changes: ChangeFeed): Store {
  const rows = openRows(ground.db);
  const lag = createLag(ground.clock);
  let queue: Promise<unknown> = Promise.resolve();
  let committed = () => {};

  const draft = ({ stale = false } = {}): Draft => {
    const spaces = new Map<string, Writes>();

    const space = (table: string, name: string): Space => {
      const writes = spaces.get(name)?.rows ?? new Map<string, Item | undefined>();
      spaces.set(name, { table, space: name, rows: writes });
      const old = stale ? lag.stale(table, name) : new Map<string, Item>();
      const stored = (key: string) => (old.has(key) ? old.get(key) : rows.get(name, key));
      return {
        get: (key, done) => done(null, writes.has(key) ? writes.get(key) : stored(key)),
        put(key, item, done) {
          const problem = name === itemSpace(table) ? itemProblem(tables.get(table).description, item) : undefined;
          if (problem === undefined) writes.set(key, item);
          done(problem === undefined ? null : new AwsError('ValidationException', problem));
        },
        del(key, done) {
          writes.set(key, undefined);
          done(null);
        },
        lock: (_key, task) => task((done) => done),
      };
    };

    const write = ({ table: tableName, space: name, rows: writes }: Writes): Written[] => {
      const table = tables.get(tableName);
      const isItems = name === itemSpace(tableName);
      return [...writes].flatMap(([key, after]) => {
        const before = isItems || lag.of(tableName) > 0 ? rows.get(name, key) : undefined;
        lag.note(tableName, name, key, before);
        rows.set(name, key, after, isItems ? tables.expiryOf(table, after) : undefined);
        return isItems ? [{ table, before, after }] : [];
      });
    };

    return {
      options: { maxItemSize: MAX_ITEM_BYTES },
      getTable(name, checkStatus, done) {
        const callback = typeof checkStatus === 'function' ? checkStatus : done;
        const table = tables.find(name);
        if (table === undefined) callback?.(tables.missing(name));
        else callback?.(null, table.description);
      },
      getItemDb: (name) => space(name, itemSpace(name)),
      getIndexDb: (_kind, table, index) => space(table, indexSpace(table, index)),
      scan(table, index, range) {
        const name = index === undefined ? itemSpace(table) : indexSpace(table, index);
        const old = stale ? lag.stale(table, name) : new Map<string, Item>();
        return old.size === 0
          ? rows.scan(name, range).map(([, item]) => item)
          : overlaid(rows.scan(name, { ...range, limit: -1 }), old, range);
      },
      commit({ expired = false } = {}) {
        const written = rows.atomically(() => {
          const all = [...spaces.values()].flatMap(write);
          changes.append(all, expired);
          return all;
        });
        spaces.clear();
        changes.announce();
        committed();
        return written;
      },
    };
  };

  return {
    rows,
    lag,
    draft,
    onCommit(listener) {
      committed = listener;
    },
    exclusive(work) {
      const turn = queue.then(work, work);
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
