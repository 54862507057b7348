import { askingStates } from '#shared/notifications/message.ts';
import { postsByState } from './post.store.ts';
import { postForNotice } from './post-for-notice.ts';

/** The posts of a business that wait for a person, as a notice needs them: of each state the `most` that changed last. */
export async function postsAwaitingPerson(clientId: string, most: number) {
  const pages = await Promise.all(
    askingStates.map((state) => postsByState(clientId, state, { limit: most, cursor: null })),
  );
  const posts = await Promise.all(
    pages.flatMap(({ items }) => items.map(({ postId }) => postForNotice(clientId, postId))),
  );
  return posts.filter((post) => post !== undefined);
}
