import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { lookup } from 'mrmime';
import type { Found } from './bucket-origin.ts';
import type { ByteRange } from './byte-range.ts';
import { attempt } from './viewer-request.ts';

/** Stands in for the site bucket: the built web as it lies in a folder. File names with a hash may be kept for ever. */
export function readSite(folder: string, key: string, range?: ByteRange): Found | undefined {
  const path = normalize(join(folder, key));
  if (!path.startsWith(folder + sep)) return undefined;
  // A name that no file can have (a null character, too long) is a missing file.
  const file = attempt(() => statSync(path));
  if (file === undefined || !file.isFile()) return undefined;
  const type = lookup(path) ?? 'application/octet-stream';
  return {
    body: createReadStream(path, range),
    size: file.size,
    etag: `"${createHash('sha256').update(`${key} ${file.size} ${file.mtimeMs}`).digest('hex').slice(0, 32)}"`,
    modifiedAt: file.mtimeMs,
    headers: {
      'content-type': /^text\/|json$/.test(type) ? `${type}; charset=utf-8` : type,
      'cache-control': key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}
