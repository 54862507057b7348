import type { Send } from '#shared/contract/client.ts';
import { client } from '#shared/contract/client.ts';
import { type Post, posts } from '#shared/posts/contract.ts';
import { ApiProblem, NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createPost, createTarget } from './builders.ts';

/**
 * What becomes of one call: how long it takes there and back (ms), and whether it is lost: before its effect, after it,
 * or `late`: the caller gives up, and the effect comes nevertheless.
 */
export type Fate = { there: number; back: number; lost?: 'before' | 'after' | 'late' };

type Body = {
  revision?: number;
  caption?: string;
  firstComment?: string;
  accountIds?: string[];
  wallTime?: string;
};
export type Accepted = { what: string; by: 'me' | 'colleague'; caption: string; wallTime: string | undefined };

const ME = 'me';
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * One post on a server as the real one behaves: a write needs the newest revision, the refusal says whose change it
 * met, and a repeated key is answered again without acting. Each call meets the next of the given fates.
 */
export function startModelServer(fates: readonly Fate[], start?: Post) {
  let post = start;
  let turn = 0;
  let open = 0;
  let most = 0;
  const authors: ('me' | 'colleague')[] = start ? Array.from({ length: start.revision }, () => 'colleague') : [];
  const accepted: Accepted[] = [];
  const answers = new Map<string, Post>();

  const change = (what: string, by: 'me' | 'colleague', changes: Partial<Post>): Post => {
    post = { ...(post ?? createPost({ revision: 0, media: [] })), ...changes, revision: (post?.revision ?? 0) + 1 };
    authors.push(by);
    accepted.push({ what, by, caption: post.caption, wallTime: post.schedule?.wallTime });
    return post;
  };
  const refuse = (revision: number): never => {
    const newer = authors.slice(revision);
    const at = { path: 'body.revision', limit: authors.length };
    const issue = newer.includes('colleague')
      ? { ...at, issue: 'changed_by_colleague', by: 'سارة' }
      : { ...at, issue: 'changed_by_you' };
    throw new ApiProblem({
      ...{ code: 'post.changed', status: 409, details: [issue], requestId: '', retryAfter: undefined },
    });
  };
  const written = ({ caption = '', firstComment = '', accountIds = [] }: Body): Partial<Post> => ({
    caption,
    ...(firstComment ? { firstComment } : {}),
    targets: accountIds.map((accountId) => createTarget({ accountId })),
  });
  const planned = (wallTime = ''): Partial<Post> => ({
    state: 'scheduled',
    schedule: { publishAt: Date.parse(`${wallTime}:00+03:00`), wallTime, zone: 'Asia/Kuwait' },
  });

  const handle = (method: string, path: string, body: Body): Post => {
    const what = path.split('/')[3] ?? (method === 'POST' ? 'create' : 'edit');
    if (method === 'GET' && post) return post;
    if (method === 'POST' && path === '/posts') return change(what, ME, { ...written(body), state: 'draft' });
    if (!post || body.revision !== post.revision) return refuse(body.revision ?? 0);
    if (method === 'PUT') return change(what, ME, written(body));
    if (what === 'schedule') return change(what, ME, planned(body.wallTime));
    return change(what, ME, { state: what === 'publish' ? 'publishing' : 'draft' });
  };

  const send: Send = async ({ method, path, body, idempotencyKey }) => {
    const fate = fates[turn++ % Math.max(1, fates.length)] ?? { there: 0, back: 0 };
    const writes = method !== 'GET';
    if (writes) most = Math.max(most, ++open);
    try {
      await pause(fate.there);
      const act = () => {
        const answer = answers.get(idempotencyKey ?? '') ?? handle(method, path, (body ?? {}) as Body);
        if (idempotencyKey) answers.set(idempotencyKey, answer);
        return answer;
      };
      if (fate.lost === 'late')
        void pause(fate.back)
          .then(act, () => undefined)
          .catch(() => undefined);
      if (fate.lost === 'before' || fate.lost === 'late') throw new NetworkError(idempotencyKey, undefined);
      const answer = act();
      await pause(fate.back);
      if (fate.lost === 'after') throw new NetworkError(idempotencyKey, undefined);
      return answer;
    } finally {
      if (writes) open -= 1;
    }
  };

  return {
    api: client(posts, send),
    accepted,
    post: () => post,
    /** The most writes that were ever under way at once. */
    most: () => most,
    calls: () => turn,
    /** Somebody else changes the post meanwhile. */
    colleague: (changes: Partial<Post>) => void (post && change('edit', 'colleague', changes)),
  };
}
