import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stdout } from 'node:process';
import * as z from 'zod/mini';

/**
 * `node infra/deploy/pack.ts`: makes `dist/packed` from `dist/functions`, with the native code that bundles cannot
 * hold, for the processors of Lambda. The laptop keeps using `dist/functions`, whose native code is the laptop's own.
 */
const native: Record<string, readonly string[]> = {
  'media-image': ['sharp'],
  // Its processor's binary is named, because everything that the package could also have would come along otherwise.
  'media-video': ['node-av', '@seydx/node-av-linux-arm64'],
};

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const { dependencies } = Manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));

rmSync('dist/packed', { recursive: true, force: true });
cpSync('dist/functions', 'dist/packed', { recursive: true });
for (const [name, packages] of Object.entries(native)) {
  const folder = resolve('dist/packed', name);
  const exact = packages.map((each) => `${each}@${dependencies[each.startsWith('@seydx/') ? 'node-av' : each]}`);
  stdout.write(`${name}: ${exact.join(', ')} for linux-arm64\n`);
  // A manifest of its own, or npm would take the repository around it for the package to install into.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const target = ['--os=linux', '--cpu=arm64', '--libc=glibc', '--prefix', folder];
  execFileSync(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      ...(name === 'media-video' ? ['--omit=optional'] : []),
      ...target,
      ...exact,
    ],
    {
      cwd: folder,
      stdio: 'inherit',
    },
  );
}
