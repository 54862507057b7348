// @vitest-environment node
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const arabicForms = ['few', 'many', 'one', 'other', 'two', 'zero'];
/** Each language is named in its own letters, so this one is the other way round. */
const crossed = new Set(['otherLanguage']);

type Found = { where: string; ar: unknown; en: unknown };

const isEntry = (value: unknown): value is { ar: unknown; en: unknown } =>
  typeof value === 'object' && value !== null && 'ar' in value && 'en' in value;

function entriesIn(value: unknown, where: string): Found[] {
  if (isEntry(value)) return [{ where, ar: value.ar, en: value.en }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => entriesIn(inner, `${where} › ${name}`));
}

/** Screens, and what screens and mails say alike. */
const files = globSync(['web/src/**/*.{ts,tsx}', 'shared/**/*.ts', 'functions/notifications/*.ts'], {
  cwd: root,
}).filter((file) => /defineStrings\(|: Record<\w+, Phrase>|: Phrase\b/.test(readFileSync(join(root, file), 'utf8')));
const found = (
  await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(join(root, file));
      return Object.values(exported).flatMap((value) => (typeof value === 'object' ? entriesIn(value, file) : []));
    }),
  )
).flat();

const texts = (side: unknown): string[] =>
  typeof side === 'string' ? [side] : Object.values(side ?? {}).map((text) => String(text));
const variables = (side: unknown): string[] =>
  [...new Set(texts(side).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
/** A form for one or two may say the number in a word instead of a digit. */
const besidesCount = (names: string[]) => names.filter((name) => name !== '{count}');

describe('the words of screens and notices', () => {
  it('are found in every file that declares some', () => {
    const hidden = files.filter((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return /^(const|let) \w+ = defineStrings\(/m.test(source);
    });
    expect(hidden).toEqual([]);
    expect(found.length).toBeGreaterThan(150);
  });

  it('exist in both languages', () => {
    const empty = found.filter(({ ar, en }) => [...texts(ar), ...texts(en)].some((text) => text.trim() === ''));
    expect(empty.map(({ where }) => where)).toEqual([]);
  });

  it('are Arabic in Arabic and English in English', () => {
    const wrong = found.filter(({ where, ar, en }) => {
      if ([...crossed].some((name) => where.endsWith(name))) return false;
      const words = (side: unknown) => texts(side).map((text) => text.replace(/\{\w+\}/g, ''));
      const latinOnly = words(ar).some((text) => /[a-z]/i.test(text) && !/\p{Script=Arabic}/u.test(text));
      return latinOnly || words(en).some((text) => /\p{Script=Arabic}/u.test(text));
    });
    expect(wrong.map(({ where }) => where)).toEqual([]);
  });

  it('use the same variables in both languages', () => {
    const different = found.filter(
      ({ ar, en }) => besidesCount(variables(ar)).join() !== besidesCount(variables(en)).join(),
    );
    expect(different.map(({ where }) => where)).toEqual([]);
  });

  it('have all six Arabic forms wherever they count', () => {
    const counted = found.filter(({ ar }) => typeof ar === 'object');
    for (const { ar } of counted) expect(Object.keys(ar ?? {}).sort()).toEqual(arabicForms);
    expect(counted.length).toBeGreaterThan(0);
  });
});
