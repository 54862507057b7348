import { type PostState, postStates } from '#shared/publishing/states.ts';
import { postsByState } from './post.store.ts';

/** A published post has left with its image; every other may still need it. */
const unfinished = postStates.filter((state) => state !== 'published');
const PAGE = 100;

/** Whether a post that has not gone out (everywhere) shows this image. Deleting images is rare enough to look. */
export async function usesMedia(clientId: string, mediaId: string): Promise<boolean> {
  const found = await Promise.all(unfinished.map((state) => usedIn(clientId, mediaId, state)));
  return found.includes(true);
}

async function usedIn(clientId: string, mediaId: string, state: PostState): Promise<boolean> {
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page = await postsByState(clientId, state, { limit: PAGE, cursor });
    if (page.items.some(({ mediaIds }) => mediaIds?.includes(mediaId))) return true;
    cursor = page.cursor;
  }
  return false;
}
