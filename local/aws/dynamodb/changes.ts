import type { Ground } from '../service.ts';
import type { Item, TableDescription } from './engine.ts';
import type { Table } from './tables.ts';

/** One committed change of one item, images in DynamoDB JSON and as the table's StreamViewType allows. */
export type ChangeRecord = {
  tableName: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  keys: Item;
  oldImage?: Item;
  newImage?: Item;
  /** Grows with every change of every table; the cursor of `readChanges`. */
  sequenceNumber: number;
  /** Epoch milliseconds on the local clock. */
  at: number;
  /** True when the item went because its time to live had passed. */
  expired?: true;
};

type Change = { table: Table; keys: Item; before: Item | undefined; after: Item | undefined; expired: boolean };

export type ChangeFeed = {
  /** Adds records inside the running commit. Tables without a stream leave none, as in AWS. */
  append(changes: Change[]): void;
  /** Tells the listeners, in order, what was appended since the last time. */
  announce(): void;
  onChange(listener: (record: ChangeRecord) => void): void;
  /** Up to `limit` records of a table after the given sequence number, oldest first; 24 hours are kept. */
  readChanges(tableName: string, afterSequence: number, limit: number): ChangeRecord[];
};

const KEPT_MS = 24 * 60 * 60 * 1000;
const TRIM_EVERY = 500;

export function openChangeFeed({ db, clock }: Ground): ChangeFeed {
  db.exec(`
    CREATE TABLE IF NOT EXISTS dynamodb_changes (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, tableName TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS dynamodb_changes_of_table ON dynamodb_changes (tableName, sequence);
  `);
  const insert = db.prepare('INSERT INTO dynamodb_changes (tableName, at, record) VALUES (?, ?, ?)');
  const select = db.prepare(
    'SELECT sequence, record FROM dynamodb_changes WHERE tableName = ? AND sequence > ? AND at > ? ORDER BY sequence LIMIT ?',
  );
  const trim = () => db.prepare('DELETE FROM dynamodb_changes WHERE at <= ?').run(clock.now() - KEPT_MS);
  const listeners: ((record: ChangeRecord) => void)[] = [];
  let pending: ChangeRecord[] = [];
  trim();

  return {
    append(changes) {
      pending = [];
      for (const change of changes) {
        const view = change.table.settings.streamViewType;
        if (view === undefined) continue;
        const record = recordOf(change, view, clock.now());
        const { lastInsertRowid } = insert.run(record.tableName, record.at, JSON.stringify(record));
        pending.push({ ...record, sequenceNumber: Number(lastInsertRowid) });
        if (Number(lastInsertRowid) % TRIM_EVERY === 0) trim();
      }
    },
    announce() {
      const records = pending;
      pending = [];
      for (const record of records) {
        for (const listener of listeners) queueMicrotask(() => listener(record));
      }
    },
    onChange: (listener) => void listeners.push(listener),
    readChanges: (tableName, afterSequence, limit) =>
      select.all(tableName, afterSequence, clock.now() - KEPT_MS, limit).map((row) => ({
        ...JSON.parse(String(row.record)),
        sequenceNumber: Number(row.sequence),
      })),
  };
}

function recordOf({ table, keys, before, after, expired }: Change, view: string, at: number): ChangeRecord {
  const old = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  const fresh = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  return {
    tableName: table.description.TableName,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    keys,
    ...(old && before !== undefined ? { oldImage: before } : {}),
    ...(fresh && after !== undefined ? { newImage: after } : {}),
    ...(expired ? { expired: true } : {}),
    sequenceNumber: 0,
    at,
  };
}

/** The table's primary key of an item. */
export function keysOf(table: TableDescription, item: Item): Item {
  return Object.fromEntries(table.KeySchema.map(({ AttributeName: name }) => [name, item[name] ?? {}]));
}
