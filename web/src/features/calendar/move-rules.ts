import type { PostSummary } from '#shared/posts/contract.ts';

/** Why a post cannot go to a slot. */
export type MoveRefusal = 'past' | 'publishing' | 'published' | 'in_doubt' | 'failed' | 'paused';

type Movable = Pick<PostSummary, 'state'>;

/** Why a post cannot be moved at all, wherever to. */
export function whyNotMovable({ state }: Movable): MoveRefusal | undefined {
  if (state === 'publishing') return 'publishing';
  if (state === 'published' || state === 'partial') return 'published';
  if (state === 'needs_review') return 'in_doubt';
  if (state === 'failed') return 'failed';
  // A new time would let it go out again, and nobody expects that of a drag.
  if (state === 'paused') return 'paused';
  return undefined;
}

/** Why a post cannot be moved to an instant (ms), or undefined when it can. */
export function whyNotMove(post: Movable, to: number, now: number): MoveRefusal | undefined {
  return whyNotMovable(post) ?? (to <= now ? 'past' : undefined);
}
