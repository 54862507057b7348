import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Bundle } from './bundles.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

const KB = 1024;
const limits = { publisher: { plain: 900, packed: 260 }, others: { plain: 850, packed: 240 } };

/** P2: minified size of every function, plain and compressed, and the sum of all. */
export function bundleSizes(bundles: readonly Bundle[]): Figure[] {
  const sizes = bundles.map(({ name, file }) => {
    const bytes = readFileSync(file);
    return { name, plain: bytes.length / KB, packed: gzipSync(bytes, { level: 9 }).length / KB };
  });
  const sum = (of: 'plain' | 'packed') =>
    rounded(
      sizes.reduce((total, size) => total + size[of], 0),
      0,
    );
  const line = (what: string, figure: number) => ({ id: 'P2', what, figure: rounded(figure, 0), unit: 'KB' });
  return [
    ...sizes.flatMap(({ name, plain, packed }) => {
      const limit = name === 'publishing-publish' ? limits.publisher : limits.others;
      return [
        judged({ ...line(`${name}, minified`, plain), target: limit.plain }),
        judged({ ...line(`${name}, gzip`, packed), target: limit.packed }),
      ];
    }),
    context(line(`all ${sizes.length} functions, minified`, sum('plain'))),
    context(line(`all ${sizes.length} functions, gzip`, sum('packed'))),
  ];
}
