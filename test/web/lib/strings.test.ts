// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { catalogueFiles, found, sourceOf, texts } from '../support/catalogue.ts';

const arabicForms = ['few', 'many', 'one', 'other', 'two', 'zero'];
/** Each language is named in its own letters, so this one is the other way round. */
const crossed = new Set(['otherLanguage']);

const variables = (side: unknown): string[] =>
  [...new Set(texts(side).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
/** A form for one or two may say the number in a word instead of a digit. */
const besidesCount = (names: string[]) => names.filter((name) => name !== '{count}');

describe('the words of screens and notices', () => {
  it('are found in every file that declares some', () => {
    const hidden = catalogueFiles.filter((file) => /^(const|let) \w+ = defineStrings\(/m.test(sourceOf(file)));
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
