import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import type { Found } from './front-door.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Stands in for the site bucket: the built web as it lies in a folder. File names with a hash may be kept for ever. */
export function readSite(folder: string, key: string): Found | undefined {
  const path = normalize(join(folder, key));
  if (!path.startsWith(folder + sep)) return undefined;
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined || !file.isFile()) return undefined;
  return {
    body: createReadStream(path),
    size: file.size,
    type: types[extname(path)] ?? 'application/octet-stream',
    eTag: `"${createHash('sha256').update(`${key} ${file.size} ${file.mtimeMs}`).digest('hex').slice(0, 32)}"`,
    cacheControl: key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
