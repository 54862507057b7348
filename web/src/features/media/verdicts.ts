import type { Frame } from '#shared/media/frame.ts';
import { type Fit, fitsOf, type Pictured } from '#shared/platforms/media-fit.ts';
import type { Platform } from '#shared/platforms/platform.ts';

/** The verdicts of these networks, each named once. */
export const verdictsOf = (image: Pictured, platforms: readonly Platform[]): { platform: Platform; fit: Fit }[] =>
  fitsOf(image).filter(({ platform }) => platforms.includes(platform));

/** The frame to begin with, if one of the networks refuses the image as it is. */
export function proposalFor(image: Pictured, platforms: readonly Platform[]): Frame | undefined {
  for (const { fit } of verdictsOf(image, platforms)) if (fit.is === 'needs_frame') return fit.frame;
  return undefined;
}
