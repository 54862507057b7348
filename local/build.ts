import { globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { alone } from './build/alone.ts';
import { buildFunctions } from './build/bundle.ts';
import { runNode } from './build/child.ts';
import { fingerprint, unlessUnchanged } from './build/fingerprint.ts';
import { replaceAssembly, replaceFolder } from './build/into-place.ts';
import { withProgress } from './build/progress.ts';

const root = resolve(import.meta.dirname, '..');
const scratch = join(root, 'dist/.made');
const toolchain = ['package-lock.json', 'tsconfig.json', 'local/build.ts', 'local/build/*.ts'];

/**
 * Builds what is out of date: all function bundles in one pass and, beside it, the web; then the cloud assembly.
 * A step whose inputs have not changed is skipped. One build of a checkout runs at a time.
 */
export const buildAll = (say: (line: string) => void = console.log): Promise<void> =>
  alone(root, say, async () => {
    await buildCode(say);
    await assemble(say);
  });

/** Synthesises the CDK application to `cdk.out`, unless neither it nor what it packs has changed. */
export const synthesise = (say: (line: string) => void = console.log): Promise<void> =>
  alone(root, say, () => assemble(say));

async function buildCode(say: (line: string) => void): Promise<void> {
  const code = fingerprint(root, ['functions/**/*.ts', 'shared/**/*.ts', ...toolchain]);
  const web = fingerprint(root, ['web/**/*', 'shared/**/*.ts', ...toolchain]);
  const builds = [
    unlessUnchanged(root, 'dist/functions/meta.json', code, () =>
      withProgress('functions', say, () => buildFunctions(root)),
    ),
  ];
  if (globSync('web/vite.config.ts', { cwd: root }).length > 0)
    builds.push(
      unlessUnchanged(root, 'dist/web/index.html', web, () =>
        withProgress('web', say, () => replaceFolder(join(root, 'dist/web'), scratch, buildWeb)),
      ),
    );
  const photos = fingerprint(root, ['local/demo/photos/*.svg', 'local/demo/render-photos.ts', ...toolchain]);
  builds.push(
    unlessUnchanged(root, 'dist/photos', photos, () =>
      withProgress('photos of the demo', say, () => replaceFolder(join(root, 'dist/photos'), scratch, drawPhotos)),
    ),
  );
  // All are awaited even when one fails, so that nothing is left running behind the message.
  const failures = (await Promise.allSettled(builds)).filter((result) => result.status === 'rejected');
  if (failures.length > 0) throw new BuildError(failures.map(({ reason }) => messageOf(reason)).join('\n'));
}

function buildWeb(outDir: string): Promise<void> {
  const config = ['--config', 'web/vite.config.ts', '--logLevel', 'warn'];
  return runNode(root, ['node_modules/vite/bin/vite.js', 'build', ...config, '--outDir', outDir, '--emptyOutDir']);
}

/** Drawing them takes seconds that a first start need not wait for. */
function drawPhotos(folder: string): Promise<void> {
  const drawings = globSync('local/demo/photos/*.svg', { cwd: root }).map((file) => basename(file, '.svg'));
  return runNode(root, ['local/demo/render-photos.ts', folder, ...drawings]);
}

async function assemble(say: (line: string) => void): Promise<void> {
  const infra = fingerprint(root, [
    'infra/**/*',
    'shared/**/*.ts',
    'functions/runtime/*.ts',
    'cdk.json',
    'dist/functions/*/index.mjs',
    'dist/web/**/*',
    ...toolchain,
  ]);
  const synth = (outdir: string) => runNode(root, ['infra/app.ts'], { CDK_OUTDIR: outdir });
  await unlessUnchanged(root, 'cdk.out/manifest.json', infra, () =>
    withProgress('cloud assembly', say, () => replaceAssembly(join(root, 'cdk.out'), scratch, synth)),
  ).catch((error: unknown) => {
    throw new BuildError(messageOf(error));
  });
}

/** What went wrong, in the words of the tool that found it. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const messageOf = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));

if (import.meta.main)
  await buildAll().catch((error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = 1;
  });
