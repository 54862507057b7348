import { cropOf, type Frame, framedSize, placeOf } from '#shared/media/frame.ts';
import type { Size } from '#shared/media/rendition-size.ts';
import { decoded, type Jpeg, publishedJpeg } from './image-work.ts';

/** The background is blurred in this fraction of its size, which costs little and looks the same. */
const SMALLER = 4;
const BLUR = 12;

/** Renders a frame from the master of an image, whose size is given. */
export function framed(master: Uint8Array, size: Size, frame: Frame): Promise<Jpeg> {
  const to = framedSize(size, frame);
  if (frame.way === 'fit') return fitted(master, size, to);
  return publishedJpeg(
    decoded(master)
      .extract(cropOf(size, frame))
      .resize({ ...to, fit: 'fill' }),
  );
}

/** The whole image on a blurred picture of itself that fills the frame. */
async function fitted(master: Uint8Array, size: Size, to: Size): Promise<Jpeg> {
  const place = placeOf(size, to);
  const small = { width: Math.ceil(to.width / SMALLER), height: Math.ceil(to.height / SMALLER) };
  const [behind, inner] = await Promise.all([
    decoded(master)
      .resize({ ...small, fit: 'cover' })
      .blur(BLUR)
      .png()
      .toBuffer(),
    decoded(master).resize({ width: place.width, height: place.height, fit: 'fill' }).png().toBuffer(),
  ]);
  const background = await decoded(behind)
    .resize({ ...to, fit: 'fill' })
    .png()
    .toBuffer();
  return publishedJpeg(decoded(background).composite([{ input: inner, left: place.left, top: place.top }]));
}
