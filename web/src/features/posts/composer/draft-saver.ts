import type { Post } from '#shared/posts/contract.ts';
import { isDefinite } from '../../../lib/attempt.ts';
import { type ChangedBy, changedBy, changedUpTo } from '../changed-by.ts';
import type { PostAct, PostsApi } from '../post-act.ts';
import type { PostLine, PostLines } from '../post-line.ts';
import { bodyOf, type ComposerContent, composerOf, contentOf, sameContent } from './composer-state.ts';

/** The post was changed meanwhile: `latest` is what the server holds now, `by` whose change it is. */
export class ConflictError extends Error {
  readonly latest: Post;
  readonly by: ChangedBy;

  constructor(latest: Post, by: ChangedBy) {
    super('the post was changed meanwhile');
    this.name = 'ConflictError';
    this.latest = latest;
    this.by = by;
  }
}

/** A post, and the content that the server holds of it. */
export type Saved = { post: Post; content: ComposerContent };

/** Writes one draft. `write` and `send` are for a turn of `line`: they must not run side by side. */
export type DraftSaver = {
  line: PostLine;
  /** Stores `content`, or finds out what an earlier write of ours left: then `content` of the answer is another. */
  write: (content: ComposerContent) => Promise<Saved>;
  /** Acts on the post as it was stored last. */
  send: (act: PostAct) => Promise<Post>;
  /** Continue from this post. */
  follow: (post: Post) => void;
};

type Known = {
  api: PostsApi;
  lines: PostLines;
  post?: Pick<Post, 'postId' | 'revision'> | undefined;
  stored: ComposerContent;
};

/**
 * Writes a draft to the server so that nothing is written twice and nobody is overwritten:
 * 1. The first save creates the post. While no answer has come, the very same creation is repeated with the same
 *    key, so that a lost answer cannot leave two drafts behind.
 * 2. Every later write is made at the revision that the one before it left.
 * 3. When the server says that the post changed, it may have been a write of our own whose answer was lost: no
 *    colleague made a newer revision, and the post holds what that write would have left. Otherwise a person has to
 *    choose (`ConflictError`).
 */
export function createDraftSaver({ api, lines, post: from, stored }: Known): DraftSaver {
  const line = from ? lines.of(from.postId) : lines.create();
  let current = from;
  let held = stored;
  let opening: { content: ComposerContent; key: string } | undefined;
  /** What the server may hold since an answer was lost. */
  let inDoubt: ComposerContent[] = [];

  const reached = (post: Post, content: ComposerContent): Saved => {
    current = line.wrote(post);
    held = content;
    inDoubt = [];
    return { post, content };
  };

  /** What is there after a refusal, if it is one of `ours`; throws what has to be told otherwise. */
  const ownIn = async (error: unknown, ours: readonly ComposerContent[]): Promise<Saved> => {
    const refused = changedBy(error);
    if (!refused || !current) throw error;
    const latest = await api.get({ params: { postId: current.postId } });
    const by = changedUpTo(refused, latest.revision);
    const there = contentOf(composerOf(latest));
    if (by.kind !== 'you' || !ours.some((content) => sameContent(content, there))) throw new ConflictError(latest, by);
    return reached(latest, there);
  };
  const doubt = (error: unknown, content: ComposerContent): void => {
    if (!isDefinite(error)) inDoubt.push(content);
  };

  const create = async (content: ComposerContent): Promise<Saved> => {
    opening ??= { content, key: crypto.randomUUID() };
    const { content: first, key } = opening;
    const post = await api.create({ body: bodyOf(first) }, { idempotencyKey: key }).catch((error: unknown) => {
      if (isDefinite(error)) opening = undefined;
      throw error;
    });
    opening = undefined;
    lines.name(post.postId, line);
    return reached(post, first);
  };

  const edit = ({ postId, revision }: Pick<Post, 'postId' | 'revision'>, content: ComposerContent): Promise<Saved> =>
    api.edit({ params: { postId }, body: { ...bodyOf(content), revision: line.revisionFrom(revision) } }).then(
      (post) => reached(post, content),
      (error: unknown) => {
        doubt(error, content);
        // It need not be stored twice, whichever window of ours has stored it.
        return ownIn(error, [...inDoubt, content]);
      },
    );

  const sendOnce = async (act: PostAct): Promise<Post> => {
    const post = current && (await line.send(current, act));
    if (!post) throw new Error(`${act.kind} needs a post, and leaves one`);
    return reached(post, held).post;
  };

  /** Again after finding a write of ours whose answer was lost: then nothing is in doubt, so that it ends. */
  const send = (act: PostAct): Promise<Post> =>
    sendOnce(act).catch(async (error: unknown) => {
      doubt(error, held);
      await ownIn(error, inDoubt);
      return send(act);
    });

  return {
    line,
    write: (content) => (current ? edit(current, content) : create(content)),
    send,
    follow: (post) => void reached(post, contentOf(composerOf(post))),
  };
}
