import { createReadStream, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SQLOutputValue } from 'node:sqlite';
import { AwsError, type Ground } from '../service.ts';
import type { createEventLog, Happening } from './event-log.ts';
import type { Bucket } from './exchange.ts';

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
  CREATE TABLE IF NOT EXISTS s3_multipart (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, initiated_at INTEGER NOT NULL, headers TEXT NOT NULL,
    checksum TEXT NOT NULL, type TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS s3_multipart_part (
    upload TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL, checksums TEXT NOT NULL, PRIMARY KEY (upload, number));`;

const toObject = (row: Record<string, SQLOutputValue>): StoredObject => ({
  key: String(row.key),
  file: String(row.file),
  size: Number(row.size),
  etag: String(row.etag),
  modifiedAt: Number(row.modified_at),
  headers: JSON.parse(String(row.headers)),
  checksums: JSON.parse(String(row.checksums)),
});

/** Makes rows and files agree: half-written and left-over files go, and so do rows whose file is not whole. */
function tidy(db: Ground['db'], folder: string): void {
  const known = new Set<string>();
  for (const table of ['s3_object', 's3_multipart_part'])
    for (const row of db.prepare(`SELECT rowid, file, size FROM ${table}`).all()) {
      const isWhole = statSync(join(folder, String(row.file)), { throwIfNoEntry: false })?.size === row.size;
      if (isWhole) known.add(String(row.file));
      else db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(row.rowid ?? null);
    }
  for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file), { recursive: true });
}

function checkCondition({ ifMatch, ifNoneMatch }: WriteCondition, earlier: StoredObject | undefined): void {
  if (ifMatch !== undefined && earlier === undefined)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if ((ifNoneMatch === '*' && earlier) || (ifMatch !== undefined && ifMatch.replaceAll('"', '') !== earlier?.etag))
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}

/** Objects: their data in SQLite, their bytes as files under `<dataDir>/s3`. A row appears only when its file is whole. */
export function createObjectStore(
  { db, dataDir }: Pick<Ground, 'db' | 'dataDir'>,
  events: ReturnType<typeof createEventLog>,
) {
  const folder = join(dataDir, 's3');
  mkdirSync(folder, { recursive: true });
  db.exec(SCHEMA);
  tidy(db, folder);
  const find = db.prepare('SELECT * FROM s3_object WHERE bucket = ? AND key = ?');
  const put = db.prepare('INSERT OR REPLACE INTO s3_object VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM s3_object WHERE bucket = ? AND key = ?');
  const list = db.prepare('SELECT * FROM s3_object WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key');

  /** Commits `change` and what is to be told of it together; then removes files that nothing names any more. */
  const commit = (change: () => readonly string[]): void => {
    db.exec('BEGIN IMMEDIATE');
    let gone: readonly string[];
    try {
      gone = change();
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
    for (const file of gone) rmSync(join(folder, file), { force: true });
    events.send();
  };

  const store = {
    folder,
    commit,
    find(bucket: string, key: string): StoredObject | undefined {
      const row = find.get(bucket, key);
      return row && toObject(row);
    },
    /** The bytes of an object. Opened at once, so that replacing the object does not disturb a reader. */
    open: ({ file }: StoredObject, range: ByteRange = {}) =>
      createReadStream('', { fd: openSync(join(folder, file), 'r'), ...range }),
    /**
     * Puts an object in place of an earlier one, if the condition holds at this very moment; `also` belongs to the same
     * commit and names further files to remove.
     */
    put(
      bucket: Bucket,
      object: StoredObject,
      { eventName, by }: Pick<Happening, 'eventName' | 'by'>,
      condition: WriteCondition = {},
      also: () => readonly string[] = () => [],
    ): void {
      const { key, file, size, etag, modifiedAt, headers, checksums } = object;
      try {
        commit(() => {
          const earlier = store.find(bucket.name, key);
          checkCondition(condition, earlier);
          put.run(bucket.name, key, file, size, etag, modifiedAt, JSON.stringify(headers), JSON.stringify(checksums));
          events.note(bucket, { eventName, key, size, eTag: etag, by });
          return [...(earlier ? [earlier.file] : []), ...also()];
        });
      } catch (error) {
        rmSync(join(folder, file), { force: true });
        throw error;
      }
    },
    /** Throws away bytes that no object will have, and says why. */
    discard(file: string, why: AwsError): never {
      rmSync(join(folder, file), { force: true });
      throw why;
    },
    /** Deletes an object, if it is there. `cause` is the family of the event: `ObjectRemoved`. */
    drop(bucket: Bucket, key: string, { cause, by }: { cause: string; by: string }): void {
      const earlier = store.find(bucket.name, key);
      if (earlier === undefined && !bucket.isVersioned) return;
      commit(() => {
        drop.run(bucket.name, key);
        events.note(bucket, {
          eventName: `${cause}:${bucket.isVersioned ? 'DeleteMarkerCreated' : 'Delete'}`,
          key,
          by,
        });
        return earlier ? [earlier.file] : [];
      });
    },
    /** Objects whose key starts with `prefix` and comes after `after`, in byte order. */
    *list(bucket: string, prefix: string, after = ''): Generator<StoredObject> {
      for (const row of list.iterate(bucket, after, prefix)) {
        if (!String(row.key).startsWith(prefix)) return;
        yield toObject(row);
      }
    },
  };
  return store;
}
