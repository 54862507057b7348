import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropOf, framedSize, placeOf, shapeNames, shapes, ways } from '#shared/media/frame.ts';

const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) });
const frame = fc.record({
  shape: fc.constantFrom(...shapeNames),
  way: fc.constantFrom(...ways),
  x: fc.integer({ min: 0, max: 100 }),
  y: fc.integer({ min: 0, max: 100 }),
});

describe('a frame', () => {
  it('cuts a box that lies within the image and touches two of its edges', () => {
    fc.assert(
      fc.property(size, frame, (image, choice) => {
        const box = cropOf(image, choice);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.top).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(image.width);
        expect(box.top + box.height).toBeLessThanOrEqual(image.height);
        expect(box.width === image.width || box.height === image.height).toBe(true);
      }),
    );
  });

  it('keeps the chosen point in sight', () => {
    fc.assert(
      fc.property(size, frame, (image, choice) => {
        const box = cropOf(image, choice);
        const [x, y] = [(image.width * choice.x) / 100, (image.height * choice.y) / 100];
        expect(x).toBeGreaterThanOrEqual(box.left - 1);
        expect(x).toBeLessThanOrEqual(box.left + box.width + 1);
        expect(y).toBeGreaterThanOrEqual(box.top - 1);
        expect(y).toBeLessThanOrEqual(box.top + box.height + 1);
      }),
    );
  });

  it('gives a picture within its shape, towards the square, never wider than 1,080 pixels', () => {
    fc.assert(
      fc.property(size, frame, (image, choice) => {
        const made = framedSize(image, choice);
        const [across, down] = shapes[choice.shape];
        expect(made.width).toBeLessThanOrEqual(1080);
        if (made.height < 1) return;
        if (across > down) expect(made.width * down).toBeLessThanOrEqual(made.height * across);
        else expect(made.width * down).toBeGreaterThanOrEqual(made.height * across);
      }),
    );
  });

  it('never enlarges: a cut has at most the pixels it was cut from, a whole image stands in its own size', () => {
    fc.assert(
      fc.property(size, frame, (image, choice) => {
        expect(framedSize(image, { ...choice, way: 'crop' }).width).toBeLessThanOrEqual(cropOf(image, choice).width);
        const to = framedSize(image, { ...choice, way: 'fit' });
        const place = placeOf(image, to);
        expect(place.width).toBeLessThanOrEqual(image.width);
        expect(place.left + place.width).toBeLessThanOrEqual(to.width);
        expect(place.top + place.height).toBeLessThanOrEqual(to.height);
      }),
    );
  });

  it('of a photo taken upright cuts what Instagram shows', () => {
    expect(cropOf({ width: 3024, height: 4032 }, { shape: 'portrait', x: 50, y: 50 })).toEqual({
      ...{ left: 0, top: 126, width: 3024, height: 3780 },
    });
    expect(framedSize({ width: 3024, height: 4032 }, { shape: 'portrait', way: 'crop', x: 50, y: 50 })).toEqual({
      ...{ width: 1080, height: 1350 },
    });
  });
});
