import type { PostSummary } from '#shared/posts/contract.ts';

/** Why a post cannot go to a slot. */
export type MoveRefusal = 'past' | 'publishing' | 'published' | 'in_doubt' | 'failed';

type Movable = Pick<PostSummary, 'state'>;

/** Why a post cannot be moved at all, wherever to. */
export function whyNotMovable({ state }: Movable): MoveRefusal | undefined {
  if (state === 'publishing') return 'publishing';
  if (state === 'published' || state === 'partial') return 'published';
  if (state === 'needs_review') return 'in_doubt';
  if (state === 'failed') return 'failed';
  return undefined;
}

/** Why a post cannot be moved to an instant (ms), or undefined when it can. */
export function whyNotMove(post: Movable, to: number, now: number): MoveRefusal | undefined {
  return whyNotMovable(post) ?? (to <= now ? 'past' : undefined);
}
