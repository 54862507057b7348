import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Meta = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      entryPoint: z.optional(z.string()),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
});

export type Bundle = {
  /** `posts`, `publishing-publish`. */
  name: string;
  file: string;
  /** Paths of the source files whose code is in the bundle. */
  sources: readonly string[];
};

/** The functions as they are built, with what the bundler says is in each. */
export function bundlesOf(root: string): Bundle[] {
  const meta = Meta.parse(JSON.parse(readFileSync(join(root, 'dist/functions/meta.json'), 'utf8')));
  return Object.entries(meta.outputs)
    .filter(([path, { entryPoint }]) => entryPoint !== undefined && path.endsWith('/index.mjs'))
    .map(([path, { inputs }]) => ({
      name: path.split('/').at(-2) ?? path,
      file: join(root, path),
      sources: Object.entries(inputs).flatMap(([source, { bytesInOutput }]) => (bytesInOutput > 0 ? [source] : [])),
    }));
}
