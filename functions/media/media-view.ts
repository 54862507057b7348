import { env } from '#runtime/env.ts';
import type { Media, MediaVersion } from '#shared/media/contract.ts';
import { framedSize } from '#shared/media/frame.ts';
import type { LiveMedia } from './live-media.ts';

/** The public address of a rendition on the media host. */
export const mediaUrl = (key: string): string => new URL(key, `${env('mediaUrl')}/`).href;

/** An image as its team sees it. */
export function mediaView(row: LiveMedia): Media {
  const { mediaId, state, fileName, altText, altTextEn, tags = [], createdAt, reason, copyOf } = row;
  const kind = row.kind ?? ('image' as const);
  const seen = { mediaId, kind, state, fileName, altText, altTextEn, tags, createdAt, copyOf };
  if (state === 'refused') return { ...seen, reason };
  if (state !== 'ready') return seen;
  const { key, width, height, bytes, thumbnailKey, posterKey, placeholder, chosen, durationMs, hasSound } = row;
  const thumbnail = thumbnailKey ? { thumbnailUrl: mediaUrl(thumbnailKey) } : {};
  return {
    ...{ ...seen, url: mediaUrl(key), ...thumbnail, placeholder, width, height, bytes },
    ...(posterKey ? { posterUrl: mediaUrl(posterKey), durationMs, hasSound } : {}),
    ...{ versions: versionsOf(row), chosen },
  };
}

/** Those that are made, and those that are being made in their place. */
function versionsOf({ versions = [], asked = [], masterWidth = 0, masterHeight = 0 }: LiveMedia): MediaVersion[] {
  const coming = asked.map((frame) => ({
    ...frame,
    ...framedSize({ width: masterWidth, height: masterHeight }, frame),
  }));
  const made = versions.filter(({ shape }) => !asked.some((frame) => frame.shape === shape));
  return [
    ...made.map(({ shape, way, x, y, width, height, key }) => ({
      shape,
      way,
      x,
      y,
      width,
      height,
      url: mediaUrl(key),
    })),
    ...coming,
  ];
}
