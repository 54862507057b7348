import type { Post } from '#shared/posts/contract.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { type PostAct, type PostsApi, sendAct } from './post-act.ts';

export type PostLine = {
  /** Runs `work` when everything that came before it has been answered. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** The revision to send for what a person looks at: what our own writes have made of it meanwhile. */
  revisionFrom: (seen: number) => number;
  /** Takes note of what a write of ours left, and hands it on. */
  wrote: <T extends Pick<Post, 'revision'> | undefined>(post: T) => T;
  /** Sends an act, in a turn that the caller has. The same act repeated after a lost answer cannot act twice. */
  send: (at: At, act: PostAct) => Promise<Post | undefined>;
};

/** The post, and the revision that the person looks at. `exactly`: not if anything happened since, even by ourselves. */
export type At = Pick<Post, 'postId' | 'revision'> & { exactly?: boolean };

/**
 * The line of everything that this page writes of one post: saving by itself, buttons, shortcuts, moves, undo. One
 * after the other, each at the revision that ours before it left, so that our own writes never refuse one another.
 */
export function createLine(api: PostsApi): PostLine {
  let ours = 0;
  let last: Promise<unknown> = Promise.resolve();
  const attempt = createAttempt();
  const line: PostLine = {
    inTurn: (work) => {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
    revisionFrom: (seen) => Math.max(seen, ours),
    wrote: (post) => {
      if (post) ours = Math.max(ours, post.revision);
      return post;
    },
    send: ({ postId, revision: seen, exactly = false }, act) => {
      const revision = exactly ? seen : line.revisionFrom(seen);
      return attempt({ postId, revision, act }, (options) =>
        sendAct(api, { postId, revision }, act, options).then(line.wrote),
      );
    },
  };
  return line;
}

export type PostLines = {
  of: (postId: string) => PostLine;
  /** A line for a post that has no id yet; `name` makes it the one of that post. */
  create: () => PostLine;
  name: (postId: string, line: PostLine) => void;
};

/** The lines of one page. */
export function createLines(api: PostsApi): PostLines {
  const lines = new Map<string, PostLine>();
  const create = () => createLine(api);
  const name = (postId: string, line: PostLine) => void lines.set(postId, line);
  const of = (postId: string) => {
    const line = lines.get(postId) ?? create();
    name(postId, line);
    return line;
  };
  return { of, create, name };
}
