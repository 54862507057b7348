import { createReadStream, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Ground } from '../service.ts';
import { atomically } from '../statements.ts';
import { refusal } from './errors.ts';
import type { EventLog, Happening } from './event-log.ts';
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

/** How an object comes to its place: the event, a condition on what is there, and what else the same commit does. */
export type Putting = Pick<Happening, 'eventName' | 'by'> & {
  /** An ETag, or `*` for "nothing may be there". */
  condition?: { ifMatch?: string | undefined; ifNoneMatch?: string | undefined };
  /** Returns further files to remove. */
  also?: () => readonly string[];
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS s3_object (
    bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL, headers TEXT NOT NULL, checksums TEXT NOT NULL, PRIMARY KEY (bucket, key));`;
const SELECT = `SELECT json_object('key', key, 'file', file, 'size', size, 'etag', etag, 'modifiedAt', modified_at,
  'headers', json(headers), 'checksums', json(checksums)) AS data FROM s3_object WHERE bucket = ?`;

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

function checkCondition({ ifMatch, ifNoneMatch }: Putting['condition'] & object, earlier: StoredObject | undefined) {
  if (ifMatch !== undefined && earlier === undefined) throw refusal('NoSuchKey');
  const isOther = ifMatch !== undefined && ifMatch.replaceAll('"', '') !== earlier?.etag;
  if (isOther || (ifNoneMatch === '*' && earlier)) throw refusal('PreconditionFailed');
}

export type ObjectStore = ReturnType<typeof createObjectStore>;

/**
 * Objects: their data in SQLite, their bytes as files under `<dataDir>/s3`. A row appears only when its file is whole.
 * Needs the tables of the multipart store.
 */
export function createObjectStore({ db, dataDir }: Pick<Ground, 'db' | 'dataDir'>, events: EventLog) {
  const folder = join(dataDir, 's3');
  mkdirSync(folder, { recursive: true });
  db.exec(SCHEMA);
  tidy(db, folder);
  const find = db.prepare(`${SELECT} AND key = ?`);
  const list = db.prepare(`${SELECT} AND key > ? AND key >= ? ORDER BY key`);
  const put = db.prepare('INSERT OR REPLACE INTO s3_object VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM s3_object WHERE bucket = ? AND key = ?');
  const discard = (file: string) => rmSync(join(folder, file), { force: true });

  /**
   * Commits `change` and what is to be told of it together; then removes the files that nothing names any more. When
   * it fails, that is the new file it was about.
   */
  const commit = (change: () => readonly string[], file?: string): void => {
    let gone: readonly string[];
    try {
      gone = atomically(db, change);
    } catch (error) {
      if (file !== undefined) discard(file);
      throw error;
    }
    gone.forEach(discard);
    events.send();
  };

  const store = {
    folder,
    commit,
    /** Throws away bytes that no object will have. */
    discard,
    find(bucket: string, key: string): StoredObject | undefined {
      const row = find.get(bucket, key);
      return row && JSON.parse(String(row.data));
    },
    /** The bytes of an object. Opened at once, so that replacing the object does not disturb a reader. */
    open: ({ file }: StoredObject, range: ByteRange = {}) =>
      createReadStream('', { fd: openSync(join(folder, file), 'r'), ...range }),
    /** Puts an object in place of an earlier one, if the condition holds at this very moment. */
    put(bucket: Bucket, object: StoredObject, { eventName, by, condition = {}, also = () => [] }: Putting): void {
      const { key, file, size, etag, modifiedAt, headers, checksums } = object;
      commit(() => {
        const earlier = store.find(bucket.name, key);
        checkCondition(condition, earlier);
        put.run(bucket.name, key, file, size, etag, modifiedAt, JSON.stringify(headers), JSON.stringify(checksums));
        events.note(bucket, { eventName, key, size, eTag: etag, by });
        return [...(earlier ? [earlier.file] : []), ...also()];
      }, file);
    },
    /** Deletes an object, if it is there. `cause` is the family of the event: `ObjectRemoved`. */
    drop(bucket: Bucket, key: string, { cause, by }: { cause: string; by: string }): void {
      const earlier = store.find(bucket.name, key);
      if (earlier === undefined && !bucket.isVersioned) return;
      commit(() => {
        drop.run(bucket.name, key);
        const eventName = `${cause}:${bucket.isVersioned ? 'DeleteMarkerCreated' : 'Delete'}`;
        events.note(bucket, { eventName, key, by });
        return earlier ? [earlier.file] : [];
      });
    },
    /** Objects whose key starts with `prefix` and comes after `after`, in byte order. */
    *list(bucket: string, prefix: string, after = ''): Generator<StoredObject> {
      for (const { data } of list.iterate(bucket, after, prefix)) {
        const object: StoredObject = JSON.parse(String(data));
        if (!object.key.startsWith(prefix)) return;
        yield object;
      }
    },
  };
  return store;
}
