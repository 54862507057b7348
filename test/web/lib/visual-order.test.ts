// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillIn, isolated } from '#shared/contract/sentence.ts';
import { captionLine } from '#shared/platforms/caption.ts';
import { breachStrings } from '../../../web/src/features/posts/composer/strings.ts';
import { formatFor } from '../../../web/src/lib/format.ts';
import { translate } from '../../../web/src/lib/i18n.ts';
import { filesIn, textOf } from '../../architecture/source.ts';
import { found, texts } from '../support/catalogue.ts';
import { onScreen, seen } from '../support/visual-order.ts';

const directions = { ar: 'rtl', en: 'ltr' } as const;
const languages = ['ar', 'en'] as const;

const sentences = found.flatMap(({ where, ...sides }) =>
  languages.flatMap((language) =>
    texts(sides[language])
      .filter((text) => text.includes('{'))
      .map((text) => ({ where, language, text })),
  ),
);

const values = [
  ...[
    'Sara',
    'فاطمة العنزي',
    'Mubarakiya مقهى',
    'مقهى Mubarakiya',
    '@mubarakiya.cafe',
    '@965kw',
    '#قهوة_مختصة',
    '#Kuwait',
  ],
  ...[
    '3',
    '1,100',
    '3.75:1',
    '4:5',
    '+3',
    '-12%',
    '12.500 KWD',
    'KWD 12.500',
    '+965 2222 3333',
    '18/02/2026',
    '6:00 PM',
  ],
  ...[
    'https://kw.example/a?b=1',
    'IMG_0042 (1).jpg',
    'صورة (2).png',
    '«قهوة»',
    '(a) 1. ب',
    'r-9f3a/7',
    '٣٫٧٥:١',
    '5 أيام',
  ],
  ...[
    formatFor('ar').money(12_500),
    formatFor('ar').percent(-0.125),
    formatFor('ar').dateTime(0),
    formatFor('en').money(5),
  ],
  ...[
    formatFor('ar').list(['@a.b', '@c']),
    formatFor('en').list(['@a.b', '@c', '@d']),
    captionLine('قهوة من @mubarakiya.cafe'),
  ],
];

/** Anything a person or a network may give us: letters of both directions, digits, signs, marks, broken controls. */
const anything = fc
  .array(
    fc.constantFrom(
      'a',
      'Z',
      'ق',
      'ه',
      'א',
      '1',
      '٣',
      ' ',
      ':',
      '.',
      '/',
      '-',
      '+',
      '%',
      '@',
      '#',
      '(',
      ')',
      '«',
      '،',
      '$',
      '\n',
      '\t',
      '\u200f',
      '\u202e',
      '\u2067',
      '\u2069',
      'é',
      '😀',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((characters) => characters.join(''))
  .filter((value) => /[^\s\p{Cf}]/u.test(value));

/** A value as it is: what it must look like inside a sentence. Not at the edge of a line, where spaces go astray. */
const alone = (value: string) =>
  seen(`x${isolated(value)}x`)
    .slice(1, -1)
    .trim();

/** How the values of a sentence stand on the screen: in one piece each, as each looks alone. */
function broken(sentence: string, language: 'ar' | 'en', filling: readonly string[]): string[] {
  const names = [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
  const given = Object.fromEntries(names.map((name, index) => [name, filling[index % filling.length] ?? '']));
  const line = fillIn(sentence, given);
  const placed = onScreen(`${line}.`, directions[language]);
  let from = 0;
  return [...sentence.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => {
    const value = isolated(given[name] ?? '');
    const start = line.indexOf(value, from);
    from = start + value.length;
    const there = placed.map(({ at }, index) => (at >= start && at < from ? index : -1)).filter((index) => index >= 0);
    const shown = placed.slice(there[0], (there.at(-1) ?? 0) + 1);
    const text = shown.map(({ character }) => character).join('');
    return shown.length === there.length && text.trim() === alone(value)
      ? []
      : [`${name}: ${text} for ${alone(value)}`];
  });
}

describe('a value inside a sentence', () => {
  it('is found in every catalogue', () => expect(sentences.length).toBeGreaterThan(80));

  it('stays in one piece and reads as it does alone, at every place of every text, whatever it is', () => {
    const wrong = sentences.flatMap(({ where, language, text }) =>
      values.flatMap((_, index) =>
        broken(text, language, [...values.slice(index), ...values.slice(0, index)]).map(
          (how) => `${where} (${language}) ${how}`,
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('does so even when it is hostile', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sentences),
        fc.array(anything, { minLength: 3, maxLength: 3 }),
        ({ language, text }, filling) => {
          expect(broken(text, language, filling)).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('leaves the words around it where they are, whatever it is', () => {
    const around = (line: string) => seen(line.replace(/\u2068[^\u2069]*\u2069/g, '\u2068x\u2069'), 'rtl');
    for (const value of values.filter((value) => !/[\u2066-\u2069]/.test(value)))
      expect(around(fillIn('أهلًا {a} من {b}.', { a: value, b: value }))).toBe(
        seen('أهلًا \u2068x\u2069 من \u2068x\u2069.', 'rtl'),
      );
  });

  it('is whole: no text of ours has a sign or a figure touching its place', () => {
    const torn = sentences.filter(({ text }) => /[\p{N}+\-:/@#%$€.]\{|\}(?:[\p{N}+\-/@#%$€]|[:.,]\p{N})/u.test(text));
    expect(torn.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});

it('values are put into sentences in one place', () => {
  const own = [...filesIn('shared'), ...filesIn('functions'), ...filesIn('web/src')].filter((path) =>
    /\\u206[6-9]/.test(textOf(path)),
  );
  // The second takes a caption apart, the third refuses such marks in what is sent to us, the fourth counts as X does.
  expect(own).toEqual([
    'shared/contract/sentence.ts',
    'shared/contract/text.ts',
    'shared/platforms/caption.ts',
    'shared/platforms/x-counting.ts',
  ]);
});

describe('shapes, counts and names', () => {
  it('of an image: 3.75:1 is read as 3.75:1 in Arabic too', () => {
    const { ratio } = formatFor('ar');
    const line = translate('ar', breachStrings.image_too_wide, { actual: ratio(3.75), limit: ratio(1.91) });
    expect(seen(line, 'rtl')).toContain('3.75:1');
    expect(seen(line, 'rtl')).toContain('1.91:1');
  });

  it('of what is not shown: +3 in both languages', () => {
    for (const language of languages)
      expect(seen(isolated(formatFor(language).more(3)), directions[language])).toBe('+3');
  });

  it('of accounts: each handle keeps its sign in front', () => {
    const shown = seen(formatFor('ar').list(['@mubarakiya.cafe', '@kw_1']), 'rtl');
    expect(shown).toContain('@mubarakiya.cafe');
    expect(shown).toContain('@kw_1');
  });
});

describe('a caption inside a sentence', () => {
  it.each([
    ['تعال إلى @mubarakiya.cafe اليوم', '@mubarakiya.cafe'],
    ['عرض #Ramadan من https://kw.example/x/', 'https://kw.example/x/'],
    ['عرض #Ramadan اليوم', '#Ramadan'],
    ['@mubarakiya.cafe', '@mubarakiya.cafe'],
  ])('%s keeps the sign of its handle, tag or link in front', (caption, part) => {
    for (const language of languages)
      expect(seen(fillIn('المنشور: {post}', { post: captionLine(caption) }), directions[language])).toContain(part);
  });
});
