import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Base, openBase } from '#local/run/ground.ts';
import { machineProblem } from '#local/run/start-error.ts';

let folder: string;
const bases: Base[] = [];
const open = (options: Partial<Parameters<typeof openBase>[0]> = {}) => {
  const base = openBase({ dataDir: folder, fresh: false, clockOffset: 0, ...options });
  bases.push(base);
  return base;
};
const reopen = (options = {}) => {
  bases.pop()?.close();
  return open(options);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ground-'));
});
afterEach(() => {
  for (const base of bases.splice(0)) base.close();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe('the data folder of the local cloud', () => {
  it('keeps what was remembered and the pushed clock over a restart', async () => {
    const base = open();
    base.remember('seeded', 'yes');
    await base.clock.advance(3_600_000);
    const again = reopen();
    expect(again.recall('seeded')).toBe('yes');
    expect(again.clock.offset()).toBeGreaterThanOrEqual(3_600_000);
  });

  it('is emptied by --fresh', () => {
    open().remember('seeded', 'yes');
    expect(reopen({ fresh: true }).recall('seeded')).toBeUndefined();
  });

  it('belongs to one process at a time', () => {
    open();
    expect(() => open()).toThrow(/already running/);
  });

  it('is taken over from a process that is gone', () => {
    writeFileSync(join(folder, 'lock'), '999999999');
    expect(() => open()).not.toThrow();
  });

  it.each([
    [
      'a damaged database',
      () => writeFileSync(join(folder, 'state.sqlite'), 'no database at all, but long enough to be read'),
    ],
    ["somebody else's files", () => writeFileSync(join(folder, 'thesis.docx'), 'x')],
  ])('is refused with a sentence in both languages when it holds %s', (_, spoil) => {
    spoil();
    expect(() => open()).toThrow(/--fresh[\s\S]*npm start -- --fresh/);
  });

  it("is not erased when it only holds somebody else's files", () => {
    writeFileSync(join(folder, 'thesis.docx'), 'x');
    expect(() => open({ fresh: true })).toThrow(/not of this project/);
  });

  it.each([
    ['ENOSPC', /disk is full/],
    ['EROFS', /cannot be written/],
    ['EACCES', /cannot be written/],
    ['EADDRINUSE', /port is in use/],
  ])('turns %s into a sentence that says what to do', (code, sentence) => {
    const told = machineProblem(Object.assign(new Error(code), { code }), '.local');
    expect(told?.message).toMatch(sentence);
    expect(told?.message).toMatch(/[\u0600-\u06ff]/);
  });
});
