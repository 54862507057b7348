import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, code, email, machineText, text } from '#shared/contract/text.ts';

const takes = (value: string, max = 2200, min = 0) => text(max, min).safeParse(value).success;

describe('text that people write', () => {
  it.each([
    ['Arabic with marks', 'قَهْوَةٌ عَرَبِيَّة'],
    ['both directions', 'قهوة Karak بالهيل ☕'],
    ['emoji of several parts', '👨‍👩‍👧‍👦🇰🇼'],
    ['lines and tabs', 'a\n\tb\r\nc'],
    ['plain direction marks', 'السعر \u200f5.000 KD\u200e'],
    ['joiners of Persian', 'می\u200cخواهم'],
    ['nothing', ''],
  ])('%s is taken', (_, value) => {
    expect(takes(value)).toBe(true);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['escape', '\u001b[31m'],
    ['delete', '\u007f'],
    ['a C1 control', '\u0085'],
  ])('%s is refused as a control character', (_, value) => {
    const result = text(100).safeParse(value);
    expect(result.error?.issues.map(({ message }) => message)).toEqual(['control_character']);
  });

  it.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])(
    'a hidden turn of direction is refused (%j)',
    (character) => {
      const result = text(100).safeParse(`invoice${character}gpj.exe`);
      expect(result.error?.issues.map(({ message }) => message)).toEqual(['bidi_control']);
    },
  );

  it.each([
    ['the first half of a character', 'a\ud83d'],
    ['the second half', '\ude00b'],
    ['halves in the wrong order', '\ude00\ud83d'],
  ])('%s is refused by its name', (_, value) => {
    const result = text(100).safeParse(value);
    expect(result.error?.issues.map(({ message }) => message)).toEqual(['unpaired_surrogate']);
  });

  it.each([
    ['spaces', '   '],
    ['a space of no width', '\u200b'],
    ['direction marks', '\u200f \u200e'],
    ['a byte order mark', '\ufeff'],
    ['blanks of other scripts', '\u3164\u115f\u2800\u00ad\u00a0'],
    ['lines and tabs', '\n\t'],
  ])('where something must be written, %s are nothing', (_, value) => {
    const result = text(80, 1).safeParse(value);
    expect(result.error?.issues.map(({ message }) => message)).toEqual(['blank']);
    expect(takes(value)).toBe(true);
  });

  it('is as long as it may be, and not one character longer', () => {
    expect(takes('ق'.repeat(2200))).toBe(true);
    expect(takes('ق'.repeat(2201))).toBe(false);
    expect(takes('', 10, 1)).toBe(false);
  });

  it('an emoji counts as the code points that it is made of, as the OpenAPI document says', () => {
    expect(takes('😀'.repeat(10), 10)).toBe(true);
    expect(takes('😀'.repeat(11), 10)).toBe(false);
    expect(takes('👨‍👩‍👧‍👦', 7)).toBe(true);
    expect(takes('👨‍👩‍👧‍👦', 6)).toBe(false);
  });

  it('cleaned text is always taken, and loses nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const cleaned = cleanText(value);
        expect(takes(cleaned)).toBe(true);
        expect(cleanText(cleaned)).toBe(cleaned);
        if (takes(value)) expect(cleaned).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['a line break of Word', 'قهوة\u000bكرك', 'قهوة\nكرك'],
    ['a form feed', 'one\u000ctwo', 'one\ntwo'],
    ['the next line of old systems', 'one\u0085two', 'one\ntwo'],
    ['a separator of fields', 'one\u001ftwo', 'one two'],
    ['half a character', 'one\ud83dtwo', 'one\ufffdtwo'],
    ['what never separated anything', 'one\u0000\u202etwo', 'onetwo'],
  ])('cleaning knows %s', (_, value, cleaned) => {
    expect(cleanText(value)).toBe(cleaned);
  });

  it('in one line every break becomes a space', () => {
    expect(cleanLine('one\u000btwo\r\nthree\u2028four\u0085five')).toBe('one two three four five');
  });

  it('cleaning never joins words: the words before are the words after', () => {
    const separators = ['\u000b', '\u000c', '\u0085', '\u001c', '\u001f', '\u2028', '\u00a0', ' ', '\n', '\t'];
    const hidden = ['\u0000', '\u0007', '\u007f', '\u0090', '\u202e', '\u2069'];
    const word = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 5 }), fc.constantFrom('قهوة', 'Karak', '☕'));
    const words = (value: string) =>
      [...value]
        .filter((character) => !hidden.includes(character))
        .map((character) => (separators.includes(character) ? ' ' : character))
        .join('')
        .split(' ');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.constantFrom(...separators), fc.constantFrom(...hidden)), { maxLength: 20 }),
        (pieces) => {
          const value = pieces.join('');
          expect(words(cleanText(value))).toEqual(words(value));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** What comes along when something is copied out of a mail, a chat or an Arabic page. */
const INVISIBLE = [
  ...'\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad',
];

describe('what a machine reads', () => {
  it.each(INVISIBLE)('is read without the invisible %j, wherever it stands', (mark) => {
    expect(email().parse(`${mark}manager${mark}@cafe.kw${mark} `)).toBe('manager@cafe.kw');
    expect(code().parse(`${mark}123${mark}456${mark}`)).toBe('123456');
    expect(machineText().parse(`${mark}a${mark}`)).toBe('a');
  });

  it.each([
    ['123 456', '123456'],
    ['\u00a0١٢٣٤٥٦\n', '123456'],
    ['۱۲۳۴۵۶', '123456'],
  ])('the code %j is %s', (written, read) => {
    expect(code().parse(written)).toBe(read);
  });

  it.each(['12345', '1234567', '12345a', ''])('%j is no code', (value) => {
    expect(code().safeParse(value).success).toBe(false);
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['  Manager@Cafe.KW ', 'manager@cafe.kw'],
    ['a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
  ])('%s is read as %s', (written, read) => {
    expect(email().parse(written)).toBe(read);
  });

  it.each([
    'x',
    'a@b',
    '@b.kw',
    'a b@c.kw',
    'a@b..kw',
    '.a@b.kw',
    'a.@b.kw',
    'a..b@c.kw',
    'a@-b.kw',
    'a@b-.kw',
    'a@b.4',
    `${'a'.repeat(60)}@${'b'.repeat(60)}.example.com`,
    'مقهى@cafe.kw',
    'a@b.kw\nBcc: c@d.kw',
    '"a"@b.kw',
    `${'a'.repeat(250)}@b.kw`,
  ])('%j is none', (value) => {
    expect(email().safeParse(value).success).toBe(false);
  });
});
