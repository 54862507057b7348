import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framedSize } from '#shared/media/frame.ts';
import { renditionSize } from '#shared/media/rendition-size.ts';
import { fitOf, fitsOf, misfits, nearestFrame, versionFor } from '#shared/platforms/media-fit.ts';
import type { ImageRules } from '#shared/platforms/network.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';

const feed: ImageRules = { tallest: [4, 5], widest: [191, 100], minWidth: 320, maxBytes: 8_000_000 };
const allRules = platforms.flatMap((platform) =>
  Object.values(networkOf(platform).kinds).flatMap(({ image }) => (image ? [image] : [])),
);
const size = fc.record({ width: fc.integer({ min: 320, max: 9000 }), height: fc.integer({ min: 320, max: 9000 }) });
const isAllowed = (image: { width: number; height: number }, rules: ImageRules) =>
  !Object.values(misfits(image, rules)).includes(true);

describe('what becomes of an image on a network', () => {
  it('a photo taken upright is offered the nearest frame that is allowed', () => {
    expect(fitOf({ width: 1080, height: 1440 }, feed)).toEqual({
      is: 'needs_frame',
      why: 'tall',
      frame: { shape: 'portrait', way: 'crop', x: 50, y: 50 },
    });
  });

  it('a wide banner is offered the widest frame', () => {
    expect(fitOf({ width: 1080, height: 300 }, feed)).toMatchObject({ why: 'wide', frame: { shape: 'landscape' } });
  });

  it('one that a cut would make too small is offered whole, on a background', () => {
    expect(fitOf({ width: 1080, height: 200 }, { ...feed, minWidth: 500 })).toMatchObject({
      ...{ is: 'needs_frame', frame: { shape: 'landscape', way: 'fit' } },
    });
  });

  it('one at the limit fits to the pixel, and one pixel beyond does not', () => {
    expect(fitOf({ width: 1080, height: 1350 }, feed)).toEqual({ is: 'fits' });
    expect(fitOf({ width: 1080, height: 1351 }, feed).is).toBe('needs_frame');
    expect(fitOf({ width: 1910, height: 1000 }, feed)).toEqual({ is: 'fits' });
    expect(fitOf({ width: 1911, height: 1000 }, feed).is).toBe('needs_frame');
  });

  it('framed, it goes out in that frame, and whole where that is allowed', () => {
    const image = { width: 1080, height: 1440, versions: [{ shape: 'portrait' as const, width: 1080, height: 1350 }] };
    expect(fitOf(image, feed)).toEqual({ is: 'framed', shape: 'portrait' });
    expect(versionFor(image, { ...feed, tallest: [9, 16] })).toBe(image);
    expect(versionFor({ ...image, chosen: 'portrait' }, { ...feed, tallest: [9, 16] })).toMatchObject({ height: 1350 });
  });

  it('where no image is taken it cannot go', () => {
    expect(fitOf({ width: 1080, height: 1080 }, undefined)).toEqual({ is: 'cannot', why: 'no_images' });
  });

  it('every network has a verdict', () => {
    expect(fitsOf({ width: 1080, height: 1440 }).map(({ platform }) => platform)).toEqual(platforms);
  });

  it('an original that is allowed gives a rendition that is allowed, on every network', () => {
    fc.assert(
      fc.property(size, fc.constantFrom(...allRules), (original, rules) => {
        fc.pre(isAllowed(original, rules));
        const made = renditionSize(original);
        expect(misfits(made, rules)).toMatchObject({ wide: false, tall: false });
      }),
    );
  });

  it('the frame that is proposed is taken by the network that refused the image', () => {
    fc.assert(
      fc.property(size, fc.constantFrom(...allRules), (image, rules) => {
        const frame = nearestFrame(image, rules);
        if (frame) expect(isAllowed(framedSize(image, frame), rules)).toBe(true);
      }),
    );
  });
});
