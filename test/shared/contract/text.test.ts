import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, email, text } from '#shared/contract/text.ts';

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
    'مقهى@cafe.kw',
    'a@b.kw\nBcc: c@d.kw',
    '"a"@b.kw',
    `${'a'.repeat(250)}@b.kw`,
  ])('%j is none', (value) => {
    expect(email().safeParse(value).success).toBe(false);
  });
});
