import type { TenantActor } from '#shared/contract/permission.ts';
import type { Post } from '#shared/posts/contract.ts';
import { applied, changePost, unplanned } from './change-post.ts';
import { presentPost } from './present-post.ts';

/**
 * Takes a post back to a draft, until the last instant before the irreversible call. Whoever stores first wins, a
 * worker who arms or the person who cancels; the answer tells who did.
 */
export async function cancelPost(actor: TenantActor, postId: string, revision: number): Promise<Post> {
  const whole = await changePost(actor, postId, revision, ({ targets }, nextRevision) => ({
    action: 'post.cancelled',
    header: unplanned,
    changed: targets.map((target) => applied(target, { type: 'cancel', revision: nextRevision })),
  }));
  return presentPost(whole);
}
