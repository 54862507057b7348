import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionName } from '#local/build/bundle.ts';
import { fingerprint, unlessUnchanged } from '#local/build/fingerprint.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  writeFileSync(join(root, 'a.ts'), 'one');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('building', () => {
  it.each([
    ['functions/posts/api.ts', 'posts'],
    ['functions/publishing/due.queue.ts', 'publishing-due'],
    ['functions/auth/first-owner.job.ts', 'auth-first-owner'],
  ])('names the function of %s %s', (entry, name) => {
    expect(functionName(entry)).toBe(name);
  });

  it('does a step again only when its inputs changed or its product is gone', async () => {
    let runs = 0;
    const build = () =>
      unlessUnchanged(root, 'out.txt', fingerprint(root, ['*.ts']), async () => {
        runs++;
        writeFileSync(join(root, 'out.txt'), 'made');
      });
    await build();
    await build();
    expect(runs).toBe(1);
    writeFileSync(join(root, 'a.ts'), 'two');
    await build();
    expect(runs).toBe(2);
    rmSync(join(root, 'out.txt'));
    await build();
    expect(runs).toBe(3);
  });
});
