import { type PostState, postStates } from '#shared/publishing/states.ts';
import { bodiesOf, type PostHeader, postsByState } from './post.store.ts';

/** A published post has left with its image; every other may still need it. */
const unfinished = postStates.filter((state) => state !== 'published');
const PAGE = 100;

/**
 * Whether a post that has not gone out (everywhere) shows this image. Deleting images, and asking where they are used,
 * is rare enough to read the posts' texts for it; an index would cost two writes with every draft.
 */
export async function usesMedia(clientId: string, mediaId: string): Promise<boolean> {
  const found = await Promise.all(unfinished.map((state) => usedIn(clientId, mediaId, state)));
  return found.includes(true);
}

async function usedIn(clientId: string, mediaId: string, state: PostState): Promise<boolean> {
  for await (const { mediaIds } of postsIn(clientId, state)) if (mediaIds.includes(mediaId)) return true;
  return false;
}

/** Every file that any post shows, also those that went out. */
export async function usedMedia(clientId: string): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  const collect = async (state: PostState) => {
    for await (const { mediaIds } of postsIn(clientId, state)) for (const mediaId of mediaIds) used.add(mediaId);
  };
  await Promise.all(postStates.map(collect));
  return used;
}

/** The posts that show a file, newest change first: at most a hundred. */
export async function postsWithMedia(clientId: string, mediaId: string) {
  const found: PostHeader[] = [];
  const collect = async (state: PostState) => {
    for await (const { header, mediaIds } of postsIn(clientId, state))
      if (mediaIds.includes(mediaId)) found.push(header);
  };
  await Promise.all(postStates.map(collect));
  return found
    .sort((a, b) => b.updatedAt - a.updatedAt)
    .slice(0, PAGE)
    .map(({ postId, state, excerpt, wallTime }) => ({ postId, state, excerpt, wallTime }));
}

async function* postsIn(clientId: string, state: PostState) {
  for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
    const page = await postsByState(clientId, state, { limit: PAGE, cursor });
    const headers = new Map(page.items.map((header) => [header.postId, header]));
    for (const { postId, media } of await bodiesOf(clientId, [...headers.keys()])) {
      const header = headers.get(postId);
      if (header) yield { header, mediaIds: media.map((image) => image.mediaId) };
    }
    cursor = page.cursor;
  }
}
