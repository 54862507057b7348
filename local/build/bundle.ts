import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, stop } from 'esbuild';

const patterns = ['functions/*/api.ts', 'functions/*/*.{queue,stream,schedule,trigger,job,webhook,tool}.ts'];

/** `functions/posts/api.ts` → `posts`, `functions/publishing/due.queue.ts` → `publishing-due`. */
export function functionName(entry: string): string {
  const [, feature = '', file = ''] = entry.replaceAll('\\', '/').split('/');
  return file === 'api.ts' ? feature : `${feature}-${file.split('.')[0]}`;
}

/** Bundles every function in one pass to `dist/functions/<name>/index.mjs`, with sizes in `dist/functions/meta.json`. */
export async function buildFunctions(root: string): Promise<void> {
  const outdir = join(root, 'dist/functions');
  // functions/runtime is what functions are made of, not one of them.
  const entries = globSync(patterns, { cwd: root, exclude: ['functions/runtime/**'] }).sort();
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    // A tool is a process that the function beside it starts: `functions/media/video.tool.ts` belongs to `media-video`.
    entryPoints: entries.map((entry) => ({
      in: entry,
      out: `${functionName(entry)}/${entry.endsWith('.tool.ts') ? 'tool' : 'index'}`,
    })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    legalComments: 'none',
    // Arabic as it is written: escaped, each letter would be six bytes instead of two.
    charset: 'utf8',
    logLevel: 'warning',
    // Native code: packed for ARM64 by the deployment, resolved from node_modules on a laptop.
    external: ['sharp', 'node-av', '@seydx/*'],
    // CommonJS dependencies call require; the long name keeps clear of minified names.
    banner: {
      js: "import { createRequire as createRequireForBundledCommonJs } from 'node:module'; const require = createRequireForBundledCommonJs(import.meta.url);",
    },
    // The compiler's own process would keep half a gigabyte for as long as this one runs.
  }).finally(stop);
  writeFileSync(join(outdir, 'meta.json'), JSON.stringify(result.metafile));
}
