import type { Media } from '#shared/media/contract.ts';

/** The frames of an image that are made, as a post carries them. */
export const framesOf = ({ versions = [], chosen }: Media) => ({
  versions: versions.flatMap(({ shape, url, width, height }) => (url ? [{ shape, url, width, height }] : [])),
  chosen,
});
