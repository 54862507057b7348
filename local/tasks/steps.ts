import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Runs one tool of the project with the pinned Node, its output shown as it comes. True when it is content. */
export async function step(
  title: string,
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const started = performance.now();
  console.log(`▶ ${title}`);
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const code = await new Promise<number>((done) => {
    child.once('error', () => done(1));
    child.once('close', (exit) => done(exit ?? 1));
  });
  console.log(`${code === 0 ? '✓' : '✗'} ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return code === 0;
}

/** Types of both sides, the style of every file, and that none of them, no export and no package is there for nothing. */
export const staticChecks = [
  () => step('types', 'node_modules/typescript/bin/tsc', ['-p', '.', '--noEmit']),
  () => step('types of the web', 'node_modules/typescript/bin/tsc', ['-p', 'web', '--noEmit']),
  () => step('style', 'node_modules/@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error']),
  () => step('dead code', 'node_modules/knip/bin/knip.js', ['--no-progress']),
];
