import { type PostState, postStates } from '#shared/publishing/states.ts';
import { bodiesOf, postsByState } from './post.store.ts';

/** A published post has left with its image; every other may still need it. */
const unfinished = postStates.filter((state) => state !== 'published');
const PAGE = 100;

/**
 * Whether a post that has not gone out (everywhere) shows this image. Deleting images is rare enough to read the texts
 * of unfinished posts for it; an index would cost two writes with every draft.
 */
export async function usesMedia(clientId: string, mediaId: string): Promise<boolean> {
  const found = await Promise.all(unfinished.map((state) => usedIn(clientId, mediaId, state)));
  return found.includes(true);
}

async function usedIn(clientId: string, mediaId: string, state: PostState): Promise<boolean> {
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page = await postsByState(clientId, state, { limit: PAGE, cursor });
    const postIds = page.items.map(({ postId }) => postId);
    const bodies = await bodiesOf(clientId, postIds);
    if (bodies.some(({ media }) => media.some((image) => image.mediaId === mediaId))) return true;
    cursor = page.cursor;
  }
  return false;
}
