import sharp, { type Sharp } from 'sharp';
import { MAX_PIXELS } from '#shared/media/media-rules.ts';

// Only the three decoders that are needed can be reached, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);

/** A finished JPEG with its pixels. */
export type Jpeg = { jpeg: Buffer; width: number; height: number };

/** Below what the strictest network takes (5 MB), with room for its idea of a megabyte. */
const MAX_BYTES = 4_900_000;
const QUALITIES = [88, 75, 55, 35] as const;

/** Decodes these bytes as an upright image; fails at the first damage. */
export const decoded = (file: Uint8Array): Sharp =>
  sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', autoOrient: true });

/**
 * What is published: sRGB, without any hidden data (place, camera, thumbnails, trailing bytes), light enough for every
 * network. Throws when the picture turns out to be damaged.
 */
export async function publishedJpeg(image: Sharp): Promise<Jpeg> {
  const flat = image.flatten({ background: '#ffffff' }).toColourspace('srgb');
  let made: Jpeg | undefined;
  for (const quality of QUALITIES) {
    const { data, info } = await flat.clone().jpeg({ quality, mozjpeg: false }).toBuffer({ resolveWithObject: true });
    made = { jpeg: data, width: info.width, height: info.height };
    if (data.length <= MAX_BYTES) break;
  }
  if (!made) throw new Error('No quality to try');
  return made;
}
