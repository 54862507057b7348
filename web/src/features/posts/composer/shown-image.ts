import type { Shape } from '#shared/media/frame.ts';
import { versionFor } from '#shared/platforms/media-fit.ts';
import { kindOf, type Platform, rulesOf } from '#shared/platforms/platform.ts';
import type { PreviewProps } from './preview-frame.tsx';

export type PreviewImage = NonNullable<PreviewProps['image']> & {
  versions?: readonly { shape: Shape; url: string; width: number; height: number }[] | undefined;
  chosen?: Shape | undefined;
};

/** An image as it will go out on a network: in its frame, where one is used. */
export function shownImage(platform: Platform, image: PreviewImage | undefined): PreviewProps['image'] {
  if (image?.width === undefined || image.height === undefined) return image;
  const rules = rulesOf(platform, kindOf(platform, [image]))?.image;
  if (!rules) return image;
  const { width, height, url } = versionFor({ ...image, width: image.width, height: image.height }, rules);
  return { url, width, height, altText: image.altText };
}
