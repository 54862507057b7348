import type { Client } from '#shared/contract/client.ts';
import type { Post, posts } from '#shared/posts/contract.ts';
import { ApiProblem, NetworkError } from '../../../lib/api-problem.ts';
import { type Content, composerOf, contentOf, sameContent } from './composer-state.ts';

type PostsApi = Pick<Client<typeof posts.routes>, 'create' | 'edit' | 'get'>;

/** Somebody else changed the post meanwhile: `latest` is what the server holds now. */
export class ConflictError extends Error {
  readonly latest: Post;

  constructor(latest: Post) {
    super('the post was changed meanwhile');
    this.name = 'ConflictError';
    this.latest = latest;
  }
}

export type DraftSaver = {
  /** Stores `content` and returns the post; calls run one after the other, never side by side. */
  save: (content: Content) => Promise<Post>;
  /** Continue from this post: it was loaded, or changed by another call. */
  follow: (post: Pick<Post, 'postId' | 'revision'>) => void;
};

const holds = (post: Post, content: Content): boolean => sameContent(contentOf(composerOf(post)), content);

/**
 * Writes a draft to the server so that nothing is written twice and nobody is overwritten:
 * 1. The first save creates the post. While no answer has come, the very same creation is repeated with the same
 *    key, so that a lost answer cannot leave two drafts behind.
 * 2. Every later save edits the revision that was seen last.
 * 3. When the server says that the post changed, but holds exactly our text, it was our own save whose answer was
 *    lost; otherwise a person has to choose (`ConflictError`).
 */
export function createDraftSaver(api: PostsApi, from?: Pick<Post, 'postId' | 'revision'>): DraftSaver {
  let current = from;
  let opening: { content: Content; key: string } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const create = async (content: Content): Promise<Post> => {
    opening ??= { content, key: crypto.randomUUID() };
    const { content: first, key } = opening;
    const post = await api.create({ body: first }, { idempotencyKey: key }).catch((error: unknown) => {
      if (!(error instanceof NetworkError)) opening = undefined;
      throw error;
    });
    opening = undefined;
    current = post;
    return sameContent(first, content) ? post : edit(post, content);
  };

  const edit = async ({ postId, revision }: Pick<Post, 'postId' | 'revision'>, content: Content): Promise<Post> => {
    const post = await api
      .edit({ params: { postId }, body: { ...content, revision } })
      .catch(async (error: unknown) => {
        if (!(error instanceof ApiProblem && error.code === 'post.changed')) throw error;
        const latest = await api.get({ params: { postId } });
        if (!holds(latest, content)) throw new ConflictError(latest);
        return latest;
      });
    current = post;
    return post;
  };

  const write = (content: Content) => (current ? edit(current, content) : create(content));
  return {
    save: (content) => {
      const result = queue.then(() => write(content));
      queue = result.catch(() => undefined);
      return result;
    },
    follow: (post) => {
      current = post;
    },
  };
}
