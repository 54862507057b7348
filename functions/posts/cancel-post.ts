import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Post } from '#shared/posts/contract.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { applied, changePost, unplanned } from './change-post.ts';
import { answerOf } from './present-post.ts';

/**
 * Takes a post back to a draft, until the last instant before the irreversible call. Whoever stores first wins, a
 * worker who arms or the person who cancels; the answer tells who did. Beside a paused account, what is out stays out
 * and keeps its place in the calendar.
 */
export async function cancelPost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
): Promise<Post> {
  const whole = await changePost(actor, postId, revision, deed, ({ targets }, nextRevision) => {
    const changed = targetsOfCommand('cancel', targets).map((target) =>
      applied(target, { type: 'cancel', revision: nextRevision }),
    );
    const partlyOut = targets.some(({ state }) => state === 'published');
    return { action: 'post.cancelled', header: partlyOut ? { dueAt: undefined } : unplanned, changed };
  });
  return answerOf(whole);
}
