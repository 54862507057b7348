// @vitest-environment node
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { product } from '#shared/contract/product.ts';
import { reasonStrings } from '#shared/publishing/reason-strings.ts';
import { found, root, sourceOf, texts } from '../support/catalogue.ts';

const rows = sourceOf('docs/glossary.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, concept = '', ar = '', en = '', notAr = '', notEn = '']) => ({
    concept,
    ar,
    en,
    never: { ar: notAr.split('، '), en: notEn.split(', ') },
  }));

/** Vowel signs say nothing about the word. */
const plain = (text: string) => text.replace(/\p{M}/gu, '').replace(/\{\w+\}/g, ' ');
/** At the beginning of a word, in Arabic behind the little words that are written with it. */
const wordOf = {
  ar: (word: string) => new RegExp(`(?<!\\p{L})[وف]?(?:ال|بال|لل|كال|[بكل])?${plain(word)}`, 'u'),
  en: (word: string) => new RegExp(`\\b${word}`, 'i'),
};
const languages = ['ar', 'en'] as const;

describe('one word per concept', () => {
  it('is written down', () => expect(rows.length).toBeGreaterThan(20));

  it.each(rows)('$concept: $ar, $en', ({ never }) => {
    const others = languages.flatMap((language) =>
      never[language].flatMap((word) =>
        found
          .filter((entry) => texts(entry[language]).some((text) => wordOf[language](word).test(plain(text))))
          .map(({ where }) => `${where}: ${word}`),
      ),
    );
    expect(others).toEqual([]);
  });

  it('finds a forbidden word behind a prefix and a vowel sign, and in any case', () => {
    for (const text of ['كلمة السر', 'وبكَلِمة السرّ الجديدة', 'لكلمة السر'])
      expect(wordOf.ar('كلمة السر').test(plain(text))).toBe(true);
    expect(wordOf.ar('شركة').test(plain('للشركة'))).toBe(true);
    expect(wordOf.ar('إذن').test(plain('استئذان المؤذن'))).toBe(false);
    expect(wordOf.en('photo').test('Photos')).toBe(true);
    expect(wordOf.en('PIN').test('helping')).toBe(false);
  });
});

describe('the name of the product', () => {
  it('is one, in everything that is kept here', () => {
    const files = globSync(
      [
        '*.md',
        'LICENSE',
        'openapi.json',
        'docs/**/*.md',
        '{bench,functions,infra,local,shared,web}/**/*.{ts,tsx,mjs,html,svg,md}',
      ],
      { cwd: root, exclude: (path) => /node_modules|glossary|\.local|dist/.test(path) },
    );
    expect(files.length).toBeGreaterThan(400);
    expect(files.filter((file) => /Kuwait Social AI|كويت سوشي?ل/.test(sourceOf(file)))).toEqual([]);
  });

  it('stands on the page before anything is loaded, and over the documents', () => {
    expect(sourceOf('web/index.html')).toContain(`aria-hidden="true">${product.ar}</p>`);
    expect(sourceOf('README.md')).toContain(`# ${product.ar} · ${product.en}\n`);
    expect(sourceOf('openapi.json')).toContain(`"title": "${product.en}"`);
  });
});

describe('the spelling', () => {
  it('puts tanwin before its alef', () => {
    expect(found.filter(({ ar }) => texts(ar).some((text) => text.includes('اً'))).map(({ where }) => where)).toEqual(
      [],
    );
  });
});

describe('a reason', () => {
  it('is told in the past: it is read when all is over, too', () => {
    const now = /الآن|حاليًا|جارٍ|نحاول|لا يستجيب|\b(?:now|right now|is being|is busy|try again by|does not|do not)\b/;
    const present = Object.entries(reasonStrings).filter(({ 1: { ar, en } }) => now.test(ar) || now.test(en));
    expect(present).toEqual([]);
  });
});
