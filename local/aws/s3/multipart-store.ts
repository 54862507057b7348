import { randomUUID } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import { AwsError, type Ground } from '../service.ts';

export type Part = {
  number: number;
  file: string;
  size: number;
  etag: string;
  modifiedAt: number;
  /** By header name, in base64. */
  checksums: Record<string, string>;
};

/** A multipart upload under way. `checksum` is the header name of its checksum, `headers` what the object will have. */
export type Upload = {
  id: string;
  key: string;
  initiatedAt: number;
  headers: Record<string, string>;
  checksum: string;
  type: string;
};

const toUpload = (row: Record<string, SQLOutputValue>): Upload => ({
  id: String(row.id),
  key: String(row.key),
  initiatedAt: Number(row.initiated_at),
  headers: JSON.parse(String(row.headers)),
  checksum: String(row.checksum),
  type: String(row.type),
});

const noSuchUpload = () =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );

/** Multipart uploads under way, in the tables of the object store. What changes files belongs into its `commit`. */
export function createMultipartStore({ db }: Pick<Ground, 'db'>) {
  const find = db.prepare('SELECT * FROM s3_multipart WHERE id = ? AND bucket = ? AND key = ?');
  const all = db.prepare('SELECT * FROM s3_multipart WHERE bucket = ? ORDER BY key, initiated_at, id');
  const begin = db.prepare('INSERT INTO s3_multipart VALUES (?, ?, ?, ?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM s3_multipart WHERE id = ?');
  const parts = db.prepare('SELECT * FROM s3_multipart_part WHERE upload = ? ORDER BY number');
  const put = db.prepare('INSERT OR REPLACE INTO s3_multipart_part VALUES (?, ?, ?, ?, ?, ?, ?)');
  const drop = db.prepare('DELETE FROM s3_multipart_part WHERE upload = ?');

  const uploads = {
    list: (bucket: string): Upload[] => all.all(bucket).map(toUpload),
    begin(bucket: string, { key, initiatedAt, headers, checksum, type }: Omit<Upload, 'id'>): string {
      const id = randomUUID();
      begin.run(id, bucket, key, initiatedAt, JSON.stringify(headers), checksum, type);
      return id;
    },
    /** Throws NoSuchUpload. */
    find(id: string, bucket: string, key: string): Upload {
      const row = find.get(id, bucket, key);
      if (row === undefined) throw noSuchUpload();
      return toUpload(row);
    },
    parts: (id: string): Part[] =>
      parts.all(id).map((row) => ({
        number: Number(row.number),
        file: String(row.file),
        size: Number(row.size),
        etag: String(row.etag),
        modifiedAt: Number(row.modified_at),
        checksums: JSON.parse(String(row.checksums)),
      })),
    /** Keeps a part in place of an earlier one, whose file it returns. */
    putPart(id: string, { number, file, size, etag, modifiedAt, checksums }: Part): string[] {
      const earlier = uploads.parts(id).filter((part) => part.number === number);
      put.run(id, number, file, size, etag, modifiedAt, JSON.stringify(checksums));
      return earlier.map((part) => part.file);
    },
    /** Forgets an upload; returns the files of its parts. Throws NoSuchUpload when somebody was faster. */
    end(id: string): string[] {
      const files = uploads.parts(id).map(({ file }) => file);
      drop.run(id);
      if (end.run(id).changes === 0) throw noSuchUpload();
      return files;
    },
  };
  return uploads;
}
