import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLossless } from '#functions/platforms/lossless-json.ts';

it('long integers stay whole as text, everything else is plain JSON', () => {
  const text =
    '{"user_id":17841461234567891,"n":1.2345678901234567890,"s":"id: 17841461234567891 \\"12345678901234567\\""}';

  expect(parseLossless(text)).toEqual({
    user_id: '17841461234567891',
    n: 1.2345678901234567,
    s: 'id: 17841461234567891 "12345678901234567"',
  });
});

it('never changes what JSON can hold by itself', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      const plain = JSON.parse(text, (_, item) =>
        Number.isInteger(item) && /^-?\d{16,}$/.test(String(item)) ? String(item) : item,
      );
      expect(parseLossless(text)).toEqual(plain);
    }),
    { numRuns: 1000 },
  );
});

it('throws for what is not JSON', () => {
  expect(() => parseLossless('{"id":')).toThrow(SyntaxError);
});
