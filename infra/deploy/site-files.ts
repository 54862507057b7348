import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export interface SiteFile {
  readonly path: string;
  readonly key: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/**
 * The files of a built site in the order they must be published: pages last, so that no page ever names a file that
 * is not there yet. Files under `assets/` carry a hash in their name and never change; all others are asked for anew.
 * Throws for a kind of file whose type is not known, because browsers would refuse or guess it. Source maps stay home.
 */
export const siteFiles = (folder: string): readonly SiteFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== '.map')
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const key = relative(folder, path).split(sep).join('/');
      const contentType = types[extname(entry.name)];
      if (!contentType) throw new Error(`${key}: no content type is known for this kind of file.`);
      const cacheControl = key.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return { path, key, contentType, cacheControl };
    })
    .sort((a, b) => Number(a.key.endsWith('.html')) - Number(b.key.endsWith('.html')) || a.key.localeCompare(b.key));
