import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const place = mkdtempSync(join(tmpdir(), 'scaffold-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Everything the command can make, and how many files and edits each may cost; tests of the new thing not counted. */
const kinds = [
  { args: ['feature', 'gift-cards', 'gc', 'بطاقات الهدايا', 'Gift cards'], files: 12, edits: 3 },
  { args: ['network', 'postcard', 'بطاقات', 'Postcard'], files: 12, edits: 4 },
  { args: ['queue', 'posts', 'echo'], files: 3, edits: 2 },
  { args: ['webhook', 'posts', 'echo', 'instagram'], files: 2, edits: 2 },
];
/** What each said: `+` files it made, `~` files it changed. */
const said: Record<string, string[]> = {};

const tool = (script: string, args: readonly string[]) =>
  run(process.execPath, [join('node_modules', script), ...args], { cwd: place, maxBuffer: 50_000_000 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
const newThing = (args: readonly string[]) => run(process.execPath, ['local/tasks/new.ts', ...args], { cwd: place });

/** A copy of the product in which somebody has made one of each. */
beforeAll(async () => {
  const files = ['shared', 'functions', 'infra', 'local', 'web', 'test', 'docs', 'bench', 'package.json'];
  for (const part of [...files, 'tsconfig.json', 'biome.json', 'vitest.config.ts', 'openapi.json', 'package-lock.json'])
    cpSync(join(root, part), join(place, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  for (const { args } of kinds) {
    const { stdout } = await newThing(args);
    said[args[0] ?? ''] = stdout.split('\n').filter((line) => /^[+~] /.test(line));
  }
}, 120_000);

const madeBy = (kind: string, mark: '+' | '~') =>
  (said[kind] ?? []).filter((line) => line.startsWith(mark)).map((line) => line.slice(2));

describe('npm run new', () => {
  it.each(kinds)('$args.0: costs no more than $files new files and $edits edits', ({ args, files, edits }) => {
    const [kind = ''] = args;
    const made = madeBy(kind, '+');
    const product = made.filter((file) => !file.startsWith('test/'));
    const changed = madeBy(kind, '~');
    process.stdout.write(`${kind}: ${product.length} new files (${made.length} with tests), ${changed.length} edits\n`);
    expect(product.length).toBeGreaterThan(0);
    expect(product.length).toBeLessThanOrEqual(files);
    expect(changed.length).toBeLessThanOrEqual(edits);
    expect(made.length, 'has a test').toBeGreaterThan(product.length);
  });

  it('what it makes passes both type checks and the style', async () => {
    for (const project of ['.', 'web'])
      expect((await tool('typescript/bin/tsc', ['-p', project, '--noEmit'])).stdout).toBe('');
    const touched = Object.values(said).flatMap((lines) => lines.map((line) => line.slice(2)));
    const style = await tool('@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', ...touched]);
    expect(style.stderr).toContain('No fixes applied.');
  }, 120_000);

  it('its tests run, and fail only where somebody has to write something', async () => {
    const tests = Object.keys(said).flatMap((kind) => madeBy(kind, '+').filter((file) => file.endsWith('.test.ts')));
    const report = join(place, 'report.json');
    await tool('vitest/vitest.mjs', ['run', '--reporter=json', `--outputFile.json=${report}`, ...tests]);
    const Report = z.object({
      testResults: z.array(
        z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
      ),
    });
    const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    expect(testResults).toHaveLength(tests.length);
    const failed = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    expect(failed.toSorted()).toEqual(
      [
        'Postcard after an answer that got lost, finds by reading whether the post is out',
        'gift-cards keep what the customer is promised',
        'posts-echo changes nothing more when the same message comes again',
        'posts-echo does what a message asks for, and is done with it',
        'what instagram tells us is understood as its documents say',
      ].toSorted(),
    );
    expect(results.filter(({ status }) => status === 'passed').length).toBeGreaterThan(1);
  }, 120_000);

  it('refuses a name that is taken or no name, and writes nothing', async () => {
    for (const { args } of kinds) await expect(newThing(args)).rejects.toThrow(/exists already; nothing was written/);
    for (const args of [[], ['queue', 'posts', 'Echo'], ['queue', 'nowhere', 'echo'], ['network', 'x-y', 'س', 'S']])
      await expect(newThing(args)).rejects.toThrow();
  });
});
