import type { Ground } from '../service.ts';
import { isSame } from './conditions.ts';
import type { Item } from './engine.ts';
import type { Written } from './store.ts';

/** One committed change of one item, images in DynamoDB JSON and as the table's StreamViewType allows. */
export type ChangeRecord = {
  tableName: string;
  /** What the images show, for example `NEW_AND_OLD_IMAGES`. */
  streamViewType: string;
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

export type ChangeFeed = {
  /** Adds records inside the running commit. Tables without a stream and writes without effect leave none, as in AWS. */
  append(written: readonly Written[], expired: boolean): void;
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
    append(written, expired) {
      pending = [];
      for (const change of written) {
        const record = recordOf(change, expired, clock.now());
        if (record === undefined) continue;
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

function recordOf({ table, before, after }: Written, expired: boolean, at: number): ChangeRecord | undefined {
  const view = table.settings.streamViewType;
  const either = after ?? before;
  if (view === undefined || either === undefined || isSame(before, after)) return undefined;
  const isShown = (kind: string) => view === kind || view === 'NEW_AND_OLD_IMAGES';
  return {
    tableName: table.description.TableName,
    streamViewType: view,
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    keys: Object.fromEntries(table.description.KeySchema.map(({ AttributeName: name }) => [name, either[name] ?? {}])),
    ...(isShown('OLD_IMAGE') && before !== undefined ? { oldImage: before } : {}),
    ...(isShown('NEW_IMAGE') && after !== undefined ? { newImage: after } : {}),
    ...(expired ? { expired: true } : {}),
    sequenceNumber: 0,
    at,
  };
}
