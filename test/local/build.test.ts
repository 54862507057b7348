import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { alone } from '#local/build/alone.ts';
import { functionName } from '#local/build/bundle.ts';
import { fingerprint, unlessUnchanged } from '#local/build/fingerprint.ts';
import { replaceAssembly, replaceFolder } from '#local/build/into-place.ts';
import { onSourceChange } from '#local/build/watch.ts';

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

describe('two builds of one checkout', () => {
  it('take turns, and the second one says that it waits', async () => {
    const [first, order, said]: [PromiseWithResolvers<void>, string[], string[]] = [Promise.withResolvers(), [], []];
    const one = alone(
      root,
      (line) => void said.push(line),
      async () => {
        order.push('first begins');
        await first.promise;
        order.push('first ends');
      },
    );
    const two = alone(
      root,
      (line) => void said.push(line),
      async () => void order.push('second'),
    );
    expect(said).toEqual([expect.stringContaining('another build of this checkout is running')]);
    first.resolve();
    await Promise.all([one, two]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('go on after one that failed', async () => {
    await expect(
      alone(
        root,
        () => {},
        () => Promise.reject(new Error('wrong code')),
      ),
    ).rejects.toThrow('wrong code');
    expect(
      await alone(
        root,
        () => {},
        async () => 'built',
      ),
    ).toBe('built');
  });
});

describe('what a build makes', () => {
  const put = (folder: string, files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const web = () => join(root, 'web');
  const scratch = () => join(root, 'scratch');

  it('is seen whole or not at all', async () => {
    put(web(), { 'index.html': 'old', 'old.js': '' });
    await replaceFolder(web(), scratch(), async (made) => {
      put(made, { 'index.html': 'new' });
      expect(readFileSync(join(web(), 'index.html'), 'utf8')).toBe('old');
    });
    expect(readFileSync(join(web(), 'index.html'), 'utf8')).toBe('new');
    expect(readdirSync(web())).toEqual(['index.html']);
  });

  it('leaves the old one in place when it fails, and nothing of a killed build', async () => {
    put(web(), { 'index.html': 'old' });
    put(scratch(), { 'web-killed/index.html': 'half' });
    const failing = replaceFolder(web(), scratch(), () => Promise.reject(new Error('wrong code')));
    await expect(failing).rejects.toThrow('wrong code');
    expect(readFileSync(join(web(), 'index.html'), 'utf8')).toBe('old');
    expect(readdirSync(scratch())).toEqual([]);
  });

  it('keeps the code that a running cloud still loads, but no stack that is gone', async () => {
    const assembly = join(root, 'cdk.out');
    put(assembly, { 'asset.old/index.mjs': 'old', 'Gone.template.json': '{}', 'App.template.json': 'old' });
    await replaceAssembly(assembly, scratch(), async (made) =>
      put(made, { 'asset.new/index.mjs': 'new', 'App.template.json': 'new', 'manifest.json': '{}' }),
    );
    expect(readdirSync(assembly).sort()).toEqual(['App.template.json', 'asset.new', 'asset.old', 'manifest.json']);
    expect(readFileSync(join(assembly, 'App.template.json'), 'utf8')).toBe('new');
  });

  it('is made again after a step that was cut off', async () => {
    const step = (work: () => Promise<void>) => unlessUnchanged(root, 'out.txt', 'inputs', work);
    await step(async () => writeFileSync(join(root, 'out.txt'), 'whole'));
    const again = unlessUnchanged(root, 'out.txt', 'other inputs', () => Promise.reject(new Error('killed')));
    await expect(again).rejects.toThrow('killed');
    let runs = 0;
    await step(async () => void runs++);
    expect(runs).toBe(1);
  });
});

describe('watching sources', () => {
  it('builds once a change is whole, one build after the other', async () => {
    for (const folder of ['functions/posts', 'shared', 'infra', 'web/src'])
      mkdirSync(join(root, folder), { recursive: true });
    const seen: string[] = [];
    const file = join(root, 'functions/posts/api.ts');
    const stop = onSourceChange(root, async () => void seen.push(readFileSync(file, 'utf8')));
    onTestFinished(stop);
    writeFileSync(file, 'half');
    writeFileSync(file, 'whole');
    await vi.waitFor(() => expect(seen.at(-1)).toBe('whole'), { timeout: 10_000 });
    expect(seen).not.toContain('half');
  });
});
