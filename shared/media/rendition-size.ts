/** Width and height in pixels. */
export type Size = { width: number; height: number };

const MAX_WIDTH = 1080;
/** No decoder of a phone or a platform takes taller ones. */
const MAX_HEIGHT = 8_192;

/**
 * The size in which an image is published: within 1080 × 8,192 pixels, never enlarged. Where whole pixels cannot keep
 * the exact ratio, the longer side is rounded towards the square: a ratio that is within a platform's limits stays
 * within them, as every platform takes squares.
 */
export function renditionSize({ width, height }: Size): Size {
  const isTooTall = height * MAX_WIDTH > width * MAX_HEIGHT;
  if (isTooTall) {
    const to = Math.min(height, MAX_HEIGHT);
    return { width: Math.ceil((width * to) / height), height: to };
  }
  const to = Math.min(width, MAX_WIDTH);
  const exact = (height * to) / width;
  return { width: to, height: width > height ? Math.ceil(exact) : Math.floor(exact) };
}
