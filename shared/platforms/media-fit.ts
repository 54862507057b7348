import { type Frame, framedSize, type Shape, shapeNames, shapes, type Way } from '../media/frame.ts';
import type { Size } from '../media/rendition-size.ts';
import type { ImageRules, Ratio } from './network.ts';
import { networkOf, type Platform, platforms } from './platform.ts';

/** What was made of an image besides the whole one. Sizes are pixels. */
export type Version = Size & { shape: Shape };

/** An image as the rules see it: whole, with the versions that were framed. `chosen`: used wherever it is allowed. */
export type Pictured = Size & { versions?: readonly Version[] | undefined; chosen?: Shape | undefined };

/** Whether `one` is wider for its height than `other`, in whole numbers. */
export const isWider = (one: Ratio, other: Ratio): boolean => one[0] * other[1] > other[0] * one[1];

/** Which rules of its shape and size an image breaks, none when it fits. */
export function misfits({ width, height }: Size, { minWidth, widest, tallest }: ImageRules) {
  return {
    small: width < minWidth,
    wide: isWider([width, height], widest),
    tall: isWider(tallest, [width, height]),
  };
}

const fits = (size: Size, rules: ImageRules): boolean => !Object.values(misfits(size, rules)).includes(true);

/**
 * What of an image goes out under these rules: the version that was chosen for everywhere, else the whole image, else
 * the version that cuts off least. The whole image when nothing is allowed.
 */
export function versionFor<P extends Pictured>(image: P, rules: ImageRules): P | NonNullable<P['versions']>[number] {
  const allowed = (image.versions ?? []).filter((version) => fits(version, rules));
  const chosen = allowed.find(({ shape }) => shape === image.chosen);
  if (chosen) return chosen;
  if (fits(image, rules)) return image;
  const order = byNearness(image);
  return allowed.sort((a, b) => order.indexOf(a.shape) - order.indexOf(b.shape))[0] ?? image;
}

/** The shapes, those first that are most like the image. */
function byNearness({ width, height }: Size): Shape[] {
  const distance = (shape: Shape) => Math.abs(Math.log((width * shapes[shape][1]) / (height * shapes[shape][0])));
  return [...shapeNames].sort((a, b) => distance(a) - distance(b));
}

/** The frame to begin with where an image is refused: the nearest shape that is allowed, around its middle. */
export function nearestFrame(image: Size, rules: ImageRules): Frame | undefined {
  for (const shape of byNearness(image))
    for (const way of ['crop', 'fit'] as const satisfies readonly Way[]) {
      const frame = { shape, way, x: 50, y: 50 };
      if (fits(framedSize(image, frame), rules)) return frame;
    }
  return undefined;
}

/**
 * What becomes of an image on a network: it goes out as it is, in a frame that was made (`framed`), after one was made
 * (`needs_frame`, with the one to begin with), or not at all.
 */
export type Fit =
  | { is: 'fits' }
  | { is: 'framed'; shape: Shape }
  | { is: 'needs_frame'; frame: Frame; why: 'wide' | 'tall' | 'small' }
  | { is: 'cannot'; why: 'small' | 'no_images' };

/** The verdict of one network's rules; without rules the network takes no images. */
export function fitOf(image: Pictured, rules: ImageRules | undefined): Fit {
  if (!rules) return { is: 'cannot', why: 'no_images' };
  const version = versionFor(image, rules);
  if ('shape' in version) return { is: 'framed', shape: version.shape };
  if (fits(image, rules)) return { is: 'fits' };
  const { wide, tall } = misfits(image, rules);
  const frame = nearestFrame(image, rules);
  if (!frame) return { is: 'cannot', why: 'small' };
  return { is: 'needs_frame', frame, why: wide ? 'wide' : tall ? 'tall' : 'small' };
}

/** The verdict of every network, by the kind of post that suits the image best. */
export function fitsOf(image: Pictured): { platform: Platform; fit: Fit }[] {
  const order: readonly Fit['is'][] = ['fits', 'framed', 'needs_frame', 'cannot'];
  return platforms.map((platform) => {
    const all = Object.values(networkOf(platform).kinds).map((kind) => fitOf(image, kind.image));
    const [fit] = all.sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is));
    return { platform, fit: fit ?? { is: 'cannot', why: 'no_images' } };
  });
}
