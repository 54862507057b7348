import sharp, { type Sharp } from 'sharp';
import { imageTypeOf, MAX_PIXELS, type MediaRefusal, MIN_WIDTH_PIXELS } from '#shared/media/media-rules.ts';
import { renditionSize } from '#shared/media/rendition-size.ts';

// Only the three decoders that the gate needs can be reached, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);

const MAX_BYTES = 8_000_000;
const QUALITIES = [88, 75, 55] as const;

export type Rendition = { jpeg: Buffer; width: number; height: number };

/**
 * Decodes an image completely and makes what is published: an upright sRGB JPEG, at most 1080 pixels wide, never
 * enlarged, without any hidden data (place, camera, thumbnails, trailing bytes). Or says why it cannot be used.
 */
export async function renditionOf(file: Uint8Array): Promise<Rendition | { refused: MediaRefusal }> {
  const kind = imageTypeOf(file);
  if ('refused' in kind) return kind;
  const size = await uprightSize(file);
  if (!size) return { refused: kind.type === 'image/webp' && isCutShort(file) ? 'truncated' : 'not_an_image' };
  if (size.width * size.height > MAX_PIXELS) return { refused: 'too_many_pixels' };
  if (size.width < MIN_WIDTH_PIXELS) return { refused: 'too_small' };
  const image = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', autoOrient: true })
    .resize({ ...renditionSize(size), fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  const made = await encode(image);
  if (!made) return { refused: 'truncated' };
  return made.width < MIN_WIDTH_PIXELS ? { refused: 'too_small' } : made;
}

/** Width and height as seen, read from the header; undefined when there is none. */
async function uprightSize(file: Uint8Array) {
  try {
    return (await sharp(file, { limitInputPixels: false }).metadata()).autoOrient;
  } catch {
    return undefined;
  }
}

/** Whether a WebP file says that it is longer than it is; its decoder does not even read the header of such a file. */
const isCutShort = (webp: Uint8Array): boolean =>
  new DataView(webp.buffer, webp.byteOffset).getUint32(4, true) + 8 > webp.length;

/** The header was right, so a failure means that the picture itself is damaged or incomplete. */
async function encode(image: Sharp): Promise<Rendition | undefined> {
  let made: Rendition | undefined;
  for (const quality of QUALITIES) {
    try {
      const { data, info } = await image
        .clone()
        .jpeg({ quality, mozjpeg: false })
        .toBuffer({ resolveWithObject: true });
      made = { jpeg: data, width: info.width, height: info.height };
    } catch {
      return undefined;
    }
    if (made.jpeg.length <= MAX_BYTES) break;
  }
  return made;
}
