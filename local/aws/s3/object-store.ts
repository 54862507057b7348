import { createReadStream, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SQLOutputValue } from 'node:sqlite';
import { AwsError, type Ground } from '../service.ts';

/** An object's data about itself; `file` names its bytes in the store's folder. Headers have lower-case names. */
export type StoredObject = {
  key: string;
  file: string;
  size: number;
  etag: string;
  modifiedAt: number;
  headers: Record<string, string>;
  checksums: Record<string, string>;
};

/** First and last byte, both included. */
export type ByteRange = { start?: number; end?: number };

/** Condition under which a write may replace what is there: an ETag, or `*` for "nothing may be there". */
export type WriteCondition = { ifMatch?: string | undefined; ifNoneMatch?: string | undefined };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS s3_object (
    bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL, headers TEXT NOT NULL, checksums TEXT NOT NULL, PRIMARY KEY (bucket, key));
  CREATE TABLE IF NOT EXISTS s3_upload (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS s3_part (
    upload TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    PRIMARY KEY (upload, number));`;

const toObject = (row: Record<string, SQLOutputValue>): StoredObject => ({
  key: String(row.key),
  file: String(row.file),
  size: Number(row.size),
  etag: String(row.etag),
  modifiedAt: Number(row.modified_at),
  headers: JSON.parse(String(row.headers)),
  checksums: JSON.parse(String(row.checksums)),
});

/** Objects: their data in SQLite, their bytes as files under `<dataDir>/s3`. A row appears only when its file is whole. */
export function createObjectStore({ db, dataDir }: Pick<Ground, 'db' | 'dataDir'>) {
  const folder = join(dataDir, 's3');
  mkdirSync(folder, { recursive: true });
  db.exec(SCHEMA);
  const find = db.prepare('SELECT * FROM s3_object WHERE bucket = ? AND key = ?');
  const put = db.prepare('INSERT OR REPLACE INTO s3_object VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM s3_object WHERE bucket = ? AND key = ?');
  const list = db.prepare(
    'SELECT * FROM s3_object WHERE bucket = ? AND key > ? AND substr(key, 1, ?) = ? ORDER BY key',
  );
  const files = db.prepare('SELECT file FROM s3_object UNION ALL SELECT file FROM s3_part');

  // Files that no row names are what an interrupted upload left behind.
  const known = new Set(files.all().map(({ file }) => String(file)));
  for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file));

  const store = {
    folder,
    find(bucket: string, key: string): StoredObject | undefined {
      const row = find.get(bucket, key);
      return row && toObject(row);
    },
    /** The bytes of an object. Opened at once, so that replacing the object does not disturb a reader. */
    open: ({ file }: StoredObject, range: ByteRange = {}) =>
      createReadStream('', { fd: openSync(join(folder, file), 'r'), ...range }),
    /** Puts an object in place of an earlier one, if the condition holds at this very moment. */
    put(bucket: string, object: StoredObject, { ifMatch, ifNoneMatch }: WriteCondition = {}): void {
      const earlier = store.find(bucket, object.key);
      const isAllowed =
        (ifNoneMatch !== '*' || !earlier) && (ifMatch === undefined || ifMatch.replaceAll('"', '') === earlier?.etag);
      if (!isAllowed) {
        rmSync(join(folder, object.file), { force: true });
        throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      }
      const { key, file, size, etag, modifiedAt, headers, checksums } = object;
      put.run(bucket, key, file, size, etag, modifiedAt, JSON.stringify(headers), JSON.stringify(checksums));
      if (earlier) rmSync(join(folder, earlier.file), { force: true });
    },
    /** True when there was something to delete. */
    drop(bucket: string, key: string): boolean {
      const earlier = store.find(bucket, key);
      drop.run(bucket, key);
      if (earlier) rmSync(join(folder, earlier.file), { force: true });
      return earlier !== undefined;
    },
    /** Objects whose key starts with `prefix` and comes after `after`, in byte order. */
    *list(bucket: string, prefix: string, after: string): Generator<StoredObject> {
      for (const row of list.iterate(bucket, after, [...prefix].length, prefix)) yield toObject(row);
    },
  };
  return store;
}
