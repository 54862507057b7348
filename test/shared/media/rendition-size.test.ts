import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renditionSize, type Size } from '#shared/media/rendition-size.ts';
import { breachesOf } from '#shared/platforms/check.ts';

const breaches = (size: Size) =>
  breachesOf({ caption: '', kind: 'image', media: [{ mediaId: 'md_1', ...size }] }, 'instagram').map(
    ({ rule }) => rule,
  );

it.each([
  ['1.91:1 exactly', { width: 1910, height: 1000 }, { width: 1080, height: 566 }],
  ['4:5 exactly', { width: 2000, height: 2500 }, { width: 1080, height: 1350 }],
  ['a little less tall than 4:5', { width: 1601, height: 2001 }, { width: 1080, height: 1349 }],
  ['a square', { width: 3000, height: 3000 }, { width: 1080, height: 1080 }],
  ['small enough already', { width: 640, height: 336 }, { width: 640, height: 336 }],
  ['a strip', { width: 20_000, height: 10 }, { width: 1080, height: 1 }],
  ['a column', { width: 1000, height: 20_000 }, { width: 410, height: 8192 }],
])('%s: %o becomes %o', (_, original, rendition) => {
  expect(renditionSize(original)).toEqual(rendition);
});

const side = fc.integer({ min: 1, max: 50_000 });
/** Sizes at, and a pixel beside, what Instagram takes, as a photo editor's crop makes them. */
const atTheLimit = fc
  .tuple(fc.constantFrom([191, 100], [4, 5], [1, 1]), fc.integer({ min: 2, max: 400 }), fc.constantFrom(-1, 0, 1))
  .map(([[wide = 1, tall = 1], times, more]) => ({ width: wide * times, height: tall * times + more }));
const sizes = fc.oneof(fc.record({ width: side, height: side }), atTheLimit);

it('an allowed original gives an allowed rendition', () => {
  fc.assert(
    fc.property(sizes, (original) => {
      if (breaches(original).length === 0) expect(breaches(renditionSize(original))).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});

it('is never enlarged, stays within its limits and keeps the ratio to less than one pixel', () => {
  fc.assert(
    fc.property(sizes, (original) => {
      const made = renditionSize(original);
      expect(made.width).toBeLessThanOrEqual(Math.min(1080, original.width));
      expect(made.height).toBeLessThanOrEqual(Math.min(8192, original.height));
      expect(Math.min(made.width, made.height)).toBeGreaterThanOrEqual(1);
      const offHeight = Math.abs(made.height - (original.height * made.width) / original.width);
      const offWidth = Math.abs(made.width - (original.width * made.height) / original.height);
      expect(Math.min(offHeight, offWidth)).toBeLessThan(1);
    }),
    { numRuns: 5_000 },
  );
});
