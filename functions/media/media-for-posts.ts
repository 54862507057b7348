import type { Shape } from '#shared/media/frame.ts';
import { mediaByIds } from './media.store.ts';
import { mediaUrl } from './media-view.ts';

/** An image as a post carries it. `width` and `height` are pixels of the rendition at `url`. */
export type PostImage = {
  mediaId: string;
  url: string;
  key: string;
  width: number;
  height: number;
  sha256: string;
  altText?: string;
  versions?: { shape: Shape; url: string; width: number; height: number; sha256: string }[];
  chosen?: Shape;
};

/** The ready ones among these images of one client, by id, in one read. Missing and unready ones are left out. */
export async function mediaForPosts(clientId: string, mediaIds: readonly string[]): Promise<Map<string, PostImage>> {
  const wanted = [...new Set(mediaIds)];
  const rows = wanted.length > 0 ? await mediaByIds(clientId, wanted) : [];
  const images = rows.flatMap(
    ({ mediaId, state, kind, key, width, height, sha256, altText, versions = [], chosen }) => {
      if (kind === 'video' || state !== 'ready' || !width || !height || !sha256) return [];
      const framed = versions.map(({ shape, key: made, ...version }) => ({
        ...{ shape, url: mediaUrl(made), width: version.width, height: version.height, sha256: version.sha256 },
      }));
      return [
        {
          ...{ mediaId, url: mediaUrl(key), key, width, height, sha256 },
          ...(altText ? { altText } : {}),
          ...(framed.length > 0 ? { versions: framed } : {}),
          ...(chosen ? { chosen } : {}),
        },
      ];
    },
  );
  return new Map(images.map((image) => [image.mediaId, image]));
}
