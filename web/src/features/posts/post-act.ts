import { KUWAIT } from '#shared/calendar/kuwait.ts';
import type { CallOptions, Client } from '#shared/contract/client.ts';
import type { Post, posts } from '#shared/posts/contract.ts';

export type PostsApi = Client<typeof posts.routes>;

/** What people do to a post as a whole, or to one account of it. */
export type PostAct =
  | { kind: 'move'; wallTime: string }
  | { kind: 'publish' }
  | { kind: 'cancel' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'remove' }
  | { kind: 'retry'; targetId: string; variant?: { caption?: string; options?: Record<string, string> } }
  | { kind: 'resolve'; targetId: string; seen: boolean };

/** Sends one act at a revision; a removed post is answered by nothing. */
export function sendAct(
  api: PostsApi,
  { postId, revision }: Pick<Post, 'postId' | 'revision'>,
  act: PostAct,
  options: CallOptions,
): Promise<Post | undefined> {
  const params = { postId };
  const body = { revision };
  switch (act.kind) {
    case 'move':
      return api.schedule({ params, body: { revision, wallTime: act.wallTime, zone: KUWAIT } }, options);
    case 'remove':
      return api.remove({ params });
    case 'retry':
      return api.retry(
        {
          params: { ...params, targetId: act.targetId },
          body: act.variant ? { revision, variant: act.variant } : body,
        },
        options,
      );
    case 'resolve': {
      const { targetId, seen } = act;
      return api.resolve({ params: { ...params, targetId }, body: { revision, seen } }, options);
    }
    default:
      return api[act.kind]({ params, body }, options);
  }
}
