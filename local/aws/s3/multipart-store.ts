import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Ground } from '../service.ts';

export type Part = { number: number; file: string; size: number; etag: string };

/** Multipart uploads under way. Needs the tables and the folder of the object store. */
export function createMultipartStore({ db }: Pick<Ground, 'db'>, folder: string) {
  const find = db.prepare('SELECT headers FROM s3_upload WHERE id = ? AND bucket = ? AND key = ?');
  const parts = db.prepare('SELECT * FROM s3_part WHERE upload = ? ORDER BY number');
  const put = db.prepare('INSERT OR REPLACE INTO s3_part VALUES (?, ?, ?, ?, ?)');

  const list = (id: string): Part[] =>
    parts.all(id).map((row) => ({
      number: Number(row.number),
      file: String(row.file),
      size: Number(row.size),
      etag: String(row.etag),
    }));
  const removeFiles = (gone: Part[]) => {
    for (const { file } of gone) rmSync(join(folder, file), { force: true });
  };
  return {
    parts: list,
    begin(bucket: string, key: string, headers: Record<string, string>): string {
      const id = randomUUID();
      db.prepare('INSERT INTO s3_upload VALUES (?, ?, ?, ?)').run(id, bucket, key, JSON.stringify(headers));
      return id;
    },
    /** Headers the finished object will have; throws NoSuchUpload. */
    headers(id: string, bucket: string, key: string): Record<string, string> {
      const row = find.get(id, bucket, key);
      if (row === undefined) throw new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.', 404);
      return JSON.parse(String(row.headers));
    },
    putPart(id: string, part: Part): void {
      const earlier = list(id).filter(({ number }) => number === part.number);
      put.run(id, part.number, part.file, part.size, part.etag);
      removeFiles(earlier);
    },
    /** Forgets an upload and the bytes of its parts. */
    end(id: string): void {
      const gone = list(id);
      db.prepare('DELETE FROM s3_part WHERE upload = ?').run(id);
      db.prepare('DELETE FROM s3_upload WHERE id = ?').run(id);
      removeFiles(gone);
    },
  };
}
