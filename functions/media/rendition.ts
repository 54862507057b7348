import sharp from 'sharp';
import { imageTypeOf, MAX_PIXELS, type MediaRefusal, MIN_WIDTH_PIXELS } from '#shared/media/media-rules.ts';
import { renditionSize, type Size } from '#shared/media/rendition-size.ts';
import { decoded, type Jpeg, publishedJpeg } from './image-work.ts';

/** Longest side of what is kept: twice the width that is published, so that a cut of it is sharp as well. */
const MASTER_SIDE = 2_560;
const THUMBNAIL_WIDTH = 480;
const PLACEHOLDER_WIDTH = 16;

export type Renditions = {
  /** What is published of the whole image, at most 1080 pixels wide. */
  whole: Jpeg;
  /** What later cuts are made from. */
  master: Jpeg;
  /** WebP for our own pages. */
  thumbnail: Buffer;
  /** A few blurred pixels as a `data:` address. */
  placeholder: string;
};

/**
 * Decodes an image completely, once, and makes everything of it that is kept. Each is upright, sRGB, never enlarged and
 * without hidden data; the smaller ones are made from the master. Or says why the image cannot be used.
 */
export async function renditionsOf(file: Uint8Array): Promise<Renditions | { refused: MediaRefusal }> {
  const kind = imageTypeOf(file);
  if ('refused' in kind) return kind;
  const size = await uprightSize(file);
  if (!size) return { refused: kind.type === 'image/webp' && isCutShort(file) ? 'truncated' : 'not_an_image' };
  if (size.width * size.height > MAX_PIXELS) return { refused: 'too_many_pixels' };
  const wanted = renditionSize(size);
  if (size.width < MIN_WIDTH_PIXELS || wanted.width < MIN_WIDTH_PIXELS) return { refused: 'too_small' };
  // The header was right, so a failure means that the picture itself is damaged or incomplete.
  const master = await masterOf(file, size).catch(() => undefined);
  if (!master) return { refused: 'truncated' };
  const from = () => decoded(master.jpeg);
  const [whole, thumbnail, tiny] = await Promise.all([
    publishedJpeg(from().resize({ ...wanted, fit: 'fill' })),
    from().resize({ width: THUMBNAIL_WIDTH, withoutEnlargement: true }).webp({ quality: 76 }).toBuffer(),
    from().resize({ width: PLACEHOLDER_WIDTH }).blur(1).webp({ quality: 30 }).toBuffer(),
  ]);
  return { whole, master, thumbnail, placeholder: `data:image/webp;base64,${tiny.toString('base64')}` };
}

/** Not smaller than what is published, so that nothing is ever enlarged: also of very tall images. */
async function masterOf(file: Uint8Array, size: Size): Promise<Jpeg> {
  const least = renditionSize(size);
  const scale = Math.min(
    1,
    Math.max(MASTER_SIDE / Math.max(size.width, size.height), least.width / size.width, least.height / size.height),
  );
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const { data, info } = await decoded(file)
    .resize({ width, height, fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 93, chromaSubsampling: '4:4:4', mozjpeg: false })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}

/** Width and height as seen, read from the header; undefined when there is none. */
async function uprightSize(file: Uint8Array): Promise<Size | undefined> {
  try {
    return (await sharp(file, { limitInputPixels: false }).metadata()).autoOrient;
  } catch {
    return undefined;
  }
}

/** Whether a WebP file says that it is longer than it is; its decoder does not even read the header of such a file. */
const isCutShort = (webp: Uint8Array): boolean =>
  new DataView(webp.buffer, webp.byteOffset).getUint32(4, true) + 8 > webp.length;
