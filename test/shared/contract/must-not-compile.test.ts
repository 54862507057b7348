import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, 'must-not-compile');
const root = resolve(import.meta.dirname, '../../..');
const samples = readdirSync(folder).filter((name) => name.endsWith('.ts'));

/** `file:line` of what the compiler refuses among the samples. */
function refusals(): string[] {
  const tsc = join(root, 'node_modules/typescript/lib/tsc.js');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  const places = [...stdout.matchAll(/must-not-compile\/([\w-]+\.ts)\((\d+),\d+\): error/g)];
  return [...new Set(places.map(([, file, line]) => `${file}:${line}`))].sort();
}

/** `file:line` of what the samples say must be refused. */
const marked = samples.flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.includes('// must fail') ? [`${name}:${index + 1}`] : [])),
);

describe('mistakes with a contract do not get past the compiler', () => {
  it('exactly the marked lines are refused, and nothing beside them', { timeout: 60_000 }, () => {
    expect(marked.length).toBeGreaterThan(20);
    expect(refusals()).toEqual([...marked].sort());
  });
});
