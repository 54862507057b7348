import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Figure, judged, rounded } from './figure.ts';

/** P2: minified size of every function, plain and compressed (KB = 1024 bytes). */
export function bundleSizes(root: string): Figure[] {
  return readdirSync(join(root, 'dist/functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const bytes = readFileSync(join(root, 'dist/functions', name, 'index.mjs'));
      const publisher = name === 'publishing-publish';
      return [
        judged({ id: 'P2', what: `${name}, minified`, figure: rounded(bytes.length / 1024, 0), unit: 'KB', target: publisher ? 900 : 850 }),
        judged({ id: 'P2', what: `${name}, gzip`, figure: rounded(gzipSync(bytes, { level: 9 }).length / 1024, 0), unit: 'KB', target: publisher ? 260 : 240 }),
      ];
    });
}
