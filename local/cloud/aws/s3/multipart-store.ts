import { randomUUID } from 'node:crypto';
import type { Ground } from '../service.ts';
import { refusal } from './errors.ts';
import type { Received } from './receive.ts';

export type Part = Received & { number: number; modifiedAt: number };

/** An upload under way. `checksum` is the header name of its checksum, `headers` are those the object will have. */
export type Upload = {
  id: string;
  key: string;
  initiatedAt: number;
  headers: Record<string, string>;
  checksum: string;
  type: string;
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS s3_multipart (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS s3_multipart_part (
    upload TEXT NOT NULL, number INTEGER NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (upload, number));`;

export type MultipartStore = ReturnType<typeof createMultipartStore>;

/** Multipart uploads under way. What changes files belongs into a commit of the object store. */
export function createMultipartStore({ db }: Pick<Ground, 'db'>) {
  db.exec(SCHEMA);
  const find = db.prepare('SELECT data FROM s3_multipart WHERE id = ? AND bucket = ? AND key = ?');
  const all = db.prepare('SELECT data FROM s3_multipart WHERE bucket = ? ORDER BY key, rowid');
  const begin = db.prepare('INSERT INTO s3_multipart VALUES (?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM s3_multipart WHERE id = ?');
  const parts = db.prepare('SELECT data FROM s3_multipart_part WHERE upload = ? ORDER BY number');
  const put = db.prepare('INSERT OR REPLACE INTO s3_multipart_part VALUES (?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM s3_multipart_part WHERE upload = ?');

  const uploads = {
    list: (bucket: string): Upload[] => all.all(bucket).map(({ data }) => JSON.parse(String(data))),
    begin(bucket: string, upload: Omit<Upload, 'id'>): string {
      const id = randomUUID();
      begin.run(id, bucket, upload.key, JSON.stringify({ ...upload, id }));
      return id;
    },
    /** Throws NoSuchUpload. */
    find(id: string, bucket: string, key: string): Upload {
      const row = find.get(id, bucket, key);
      if (row === undefined) throw refusal('NoSuchUpload');
      return JSON.parse(String(row.data));
    },
    parts: (id: string): Part[] => parts.all(id).map(({ data }) => JSON.parse(String(data))),
    /** Keeps a part in place of an earlier one, whose file it returns. */
    putPart(id: string, part: Part): string[] {
      const earlier = uploads.parts(id).filter(({ number }) => number === part.number);
      put.run(id, part.number, part.file, part.size, JSON.stringify(part));
      return earlier.map(({ file }) => file);
    },
    /** Forgets an upload; returns the files of its parts. Throws NoSuchUpload when somebody was faster. */
    end(id: string): string[] {
      const files = uploads.parts(id).map(({ file }) => file);
      drop.run(id);
      if (end.run(id).changes === 0) throw refusal('NoSuchUpload');
      return files;
    },
  };
  return uploads;
}
