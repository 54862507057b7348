import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Jpeg } from '#functions/media/image-work.ts';
import { renditionsOf } from '#functions/media/rendition.ts';
import { claimedPng, notImages, picture } from '#test/support/images.ts';

/** Quick to make and to decode, however large. */
const plain = (width: number, height: number, format: 'jpeg' | 'png' | 'webp' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: '#335577' } })
    .toFormat(format)
    .toBuffer();

async function made(file: Uint8Array): Promise<Jpeg> {
  const result = await renditionsOf(file);
  if ('refused' in result) throw new Error(result.refused);
  return result.whole;
}

describe('what is published', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('a %s becomes a JPEG of 1080 pixels width', async (format) => {
    const { jpeg, width, height } = await made(await plain(2160, 1440, format));
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 1080, height: 720, space: 'srgb' });
    expect({ width, height }).toEqual({ width: 1080, height: 720 });
  });

  it('a smaller image is never enlarged', async () => {
    expect(await made(await picture({ width: 400, height: 300 }))).toMatchObject({ width: 400, height: 300 });
  });

  it('an original at the limit of Instagram gives a rendition within it', async () => {
    expect(await made(await plain(1910, 1000))).toMatchObject({ width: 1080, height: 566 });
    expect(await made(await plain(1601, 2001))).toMatchObject({ width: 1080, height: 1349 });
  });

  it('the place and the camera in a photo are gone', async () => {
    const photo = await picture({ gps: true });
    expect(photo.includes('SecretCamera')).toBe(true);
    const { jpeg } = await made(photo);
    const { exif, xmp, iptc, icc } = await sharp(jpeg).metadata();
    expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(jpeg.includes('SecretCamera')).toBe(false);
  });

  it('a photo taken with the phone on its side stands upright', async () => {
    expect(await made(await picture({ width: 1200, height: 600, orientation: 6 }))).toMatchObject({
      width: 600,
      height: 1200,
    });
  });

  it('bytes smuggled behind an image do not reach the public', async () => {
    const smuggled = Buffer.concat([await picture(), Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
    const { jpeg } = await made(smuggled);
    expect(jpeg.includes('<script>')).toBe(false);
  });

  it('what shines through a PNG is white, not black', async () => {
    const clear = await sharp({ create: { width: 400, height: 400, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { dominant } = await sharp((await made(clear)).jpeg).stats();
    expect(dominant.r).toBeGreaterThan(240);
  });

  it('a very tall image stays within what can be written', async () => {
    const { width, height } = await made(await plain(1000, 20_000));
    expect(height).toBeLessThanOrEqual(8192);
    expect(width).toBeGreaterThanOrEqual(320);
  });
});

describe('what is refused', () => {
  it.each(notImages)('%s', async (_, file, refused) => {
    expect(await renditionsOf(file)).toEqual({ refused });
  });

  it.each(['jpeg', 'png', 'webp'] as const)('a %s of which the end is missing', async (format) => {
    const whole = await picture({ format });
    expect(await renditionsOf(whole.subarray(0, whole.length / 2))).toEqual({ refused: 'truncated' });
  });

  it('an image of 60 megapixels, before it is decoded', async () => {
    expect(await renditionsOf(claimedPng(10_000, 6_000))).toEqual({ refused: 'too_many_pixels' });
  });

  it('an image narrower than 320 pixels', async () => {
    expect(await renditionsOf(await picture({ width: 319, height: 900 }))).toEqual({ refused: 'too_small' });
  });

  it('none of a hundred damaged files brings the gate down', async () => {
    const whole = await picture({ width: 400, height: 300 });
    let state = 42;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const outcomes = new Set<string>();
    for (let file = 0; file < 100; file += 1) {
      const damaged = Buffer.from(whole);
      for (let spot = 0; spot < 20; spot += 1) damaged[next(damaged.length)] = next(256);
      const result = await renditionsOf(damaged);
      outcomes.add('refused' in result ? result.refused : 'made');
    }
    expect(
      [...outcomes].every((outcome) =>
        ['made', 'truncated', 'not_an_image', 'too_small', 'too_many_pixels'].includes(outcome),
      ),
    ).toBe(true);
  });
});
