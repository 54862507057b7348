import { env } from '#runtime/env.ts';
import type { Media } from '#shared/media/contract.ts';
import type { LiveMedia } from './live-media.ts';

/** The public address of a rendition on the media host. */
export const mediaUrl = (key: string): string => new URL(key, `${env('mediaUrl')}/`).href;

/** An image as its team sees it. */
export function mediaView(row: LiveMedia): Media {
  const { mediaId, state, fileName, altText, createdAt, key, width, height, bytes, reason } = row;
  const seen = { mediaId, state, fileName, altText, createdAt };
  if (state === 'ready') return { ...seen, url: mediaUrl(key), width, height, bytes };
  return state === 'refused' ? { ...seen, reason } : seen;
}
