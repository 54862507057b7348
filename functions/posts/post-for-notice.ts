import { wholePost } from './post.store.ts';

/** What a notice needs of a post, as it stands now: its beginning, its time and its targets. */
export async function postForNotice(clientId: string, postId: string) {
  const whole = await wholePost(clientId, postId);
  if (!whole) return undefined;
  const { excerpt, state, publishAt } = whole.header;
  return { postId, excerpt, state, publishAt, targets: whole.targets };
}
export type PostForNotice = NonNullable<Awaited<ReturnType<typeof postForNotice>>>;
