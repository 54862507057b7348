import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dinarsOf, filsFrom, MOST_FILS, moneyWords, shareOf } from '#shared/payments/money.ts';

const amount = fc.integer({ min: 0, max: MOST_FILS });

describe('an amount that was typed', () => {
  it.each([
    ['29.5', 29_500],
    ['29.500', 29_500],
    ['٢٩٫٥', 29_500],
    ['۲۹٫۵۰۰', 29_500],
    ['٢٥٠٫٥٠٠ د.ك', 250_500],
    ['KWD 1,234.500', 1_234_500],
    ['1,234,567.001 KD', 1_234_567_001],
    ['٬١٬٢٣٤٫٥', 1_234_500],
    ['\u200f1,234.500\u00a0د.ك.\u200f', 1_234_500],
    ['0', 0],
    ['10000000', MOST_FILS],
  ])('%s is read as fils', (typed, fils) => expect(filsFrom(typed)).toBe(fils));

  it.each([
    '29,5',
    '1.2345',
    '1e3',
    '-5',
    '',
    '.',
    '.5',
    '5.',
    '1,23',
    '12,34.5',
    '29.5004',
    'five',
    '1 2 3x',
    '10000000.001',
    '٢٩٫٥٫١',
    'NaN',
    'Infinity',
  ])('%s is not clearly an amount', (typed) => expect(filsFrom(typed)).toBeUndefined());

  it('reads back whatever we print, in both languages and both sets of digits', () => {
    fc.assert(
      fc.property(amount, (fils) => {
        for (const words of [dinarsOf(fils), moneyWords('en', fils), moneyWords('ar', fils)]) {
          expect(filsFrom(words)).toBe(fils);
          const arabic = words.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '').replace('.', '٫');
          if (words === dinarsOf(fils)) expect(filsFrom(arabic)).toBe(fils);
        }
      }),
    );
  });
});

describe('a printed amount', () => {
  it('always has three decimals, and groups of three', () => {
    expect(moneyWords('en', 1_234_500)).toBe('KWD 1,234.500');
    expect(moneyWords('ar', 29_500)).toBe('29.500 د.ك');
    expect(moneyWords('en', 999)).toBe('KWD 0.999');
    expect(dinarsOf(-1)).toBe('-0.001');
  });

  it('is never made of half a fils', () => expect(() => dinarsOf(0.5)).toThrow(RangeError));
});

describe('a share of an amount', () => {
  it('is exact down to the fils, and its parts never exceed the whole', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 40_000_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (fils, whole, at) => {
          const part = Math.floor(whole * at);
          const one = shareOf(fils, part, whole);
          const other = shareOf(fils, whole - part, whole);
          expect(one + other).toBeLessThanOrEqual(fils);
          expect(one + other).toBeGreaterThanOrEqual(fils - 1);
          expect(Number.isSafeInteger(one)).toBe(true);
        },
      ),
    );
    expect(shareOf(500, 7, 7)).toBe(500);
    expect(() => shareOf(500, 8, 7)).toThrow(RangeError);
    expect(() => shareOf(500, 0, 0)).toThrow(RangeError);
  });
});
