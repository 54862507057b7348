import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { AwsError, type Ground } from '../service.ts';
import { type ChangeFeed, keysOf } from './changes.ts';
import type { EngineStore, Item, Range, Space, TableDescription } from './engine.ts';
import { openRows, type Rows } from './rows.ts';
import type { Tables } from './tables.ts';

const MAX_ITEM_BYTES = 409_600;

/** Writes of one request: collected in memory, then committed together or dropped together. */
export type Draft = EngineStore & { commit(options?: { expired?: boolean }): void };

export type Store = {
  rows: Rows;
  /** Begins a request. Reads see the committed rows; writes are seen by nobody until `commit`. */
  draft(): Draft;
  /** Runs read-then-write work alone. Never ask the gate inside: a fault's delay would stop every writer. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
};

export const itemSpace = (table: string) => `item/${table}`;
export const indexSpace = (table: string, index: string) => `index/${table}/${index}`;

export function openStore(ground: Ground, tables: Tables, changes: ChangeFeed): Store {
  const rows = openRows(ground.db);
  let queue: Promise<unknown> = Promise.resolve();

  const draft = (): Draft => {
    const spaces = new Map<string, Map<string, Item | undefined>>();

    const space = (name: string, refuse: (item: Item) => AwsError | undefined): Space => {
      const writes = spaces.get(name) ?? new Map<string, Item | undefined>();
      spaces.set(name, writes);
      return {
        get: (key, done) => done(null, writes.has(key) ? writes.get(key) : rows.get(name, key)),
        put(key, item, done) {
          const refused = refuse(item);
          if (refused === undefined) writes.set(key, item);
          done(refused ?? null);
        },
        del(key, done) {
          writes.set(key, undefined);
          done(null);
        },
        lock: (_key, task) => task((done) => done),
        createValueStream: (range: Range) => Readable.from(rows.scan(name, range)),
      };
    };

    return {
      options: { maxItemSize: MAX_ITEM_BYTES, maxItemSizeKb: MAX_ITEM_BYTES / 1024 },
      getTable(name, checkStatus, done) {
        const callback = typeof checkStatus === 'function' ? checkStatus : done;
        const table = tables.find(name);
        if (table === undefined) callback?.(tables.missing(name));
        else callback?.(null, table.description);
      },
      getItemDb: (name) => space(itemSpace(name), (item) => emptyIndexKey(tables.get(name).description, item)),
      getIndexDb: (_kind, table, index) => space(indexSpace(table, index), () => undefined),
      commit({ expired = false } = {}) {
        const records: Parameters<ChangeFeed['append']>[0] = [];
        rows.atomically(() => {
          for (const [name, writes] of spaces) {
            const table = name.startsWith('item/') ? tables.get(name.slice('item/'.length)) : undefined;
            for (const [key, item] of writes) {
              const before = table === undefined ? undefined : rows.get(name, key);
              rows.set(name, key, item, table === undefined ? undefined : tables.expiryOf(table, item));
              const either = item ?? before;
              if (table === undefined || either === undefined || isDeepStrictEqual(plain(before), plain(item)))
                continue;
              records.push({ table, keys: keysOf(table.description, either), before, after: item, expired });
            }
          }
          changes.append(records);
        });
        spaces.clear();
        changes.announce();
      },
    };
  };

  return {
    rows,
    draft,
    exclusive(work) {
      const turn = queue.then(work, work);
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** The engine makes objects without a prototype; comparing needs both sides alike. */
const plain = (item: Item | undefined): unknown => (item === undefined ? undefined : JSON.parse(JSON.stringify(item)));

/** AWS refuses an empty string as the key of an index; the engine does not. */
function emptyIndexKey(table: TableDescription, item: Item): AwsError | undefined {
  for (const index of table.GlobalSecondaryIndexes ?? []) {
    for (const { AttributeName: name } of index.KeySchema) {
      if (item[name]?.S !== '' && item[name]?.B !== '') continue;
      return new AwsError(
        'ValidationException',
        'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          `The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.IndexName}, IndexKey: ${name}`,
      );
    }
  }
  return undefined;
}
