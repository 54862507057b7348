import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { applied, changePost } from './change-post.ts';
import { answerOf } from './present-post.ts';

/**
 * Holds back what has not gone out yet, until the last instant before the irreversible call. Accounts that have it
 * already are left alone; when none can be held back any more, the answer tells who was faster. The planned time stays
 * in the calendar, but the planner sees no due time and takes the schedule away.
 */
export async function pausePost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
): Promise<Post> {
  const whole = await changePost(actor, postId, revision, deed, ({ targets }, nextRevision) => {
    const changed = targetsOfCommand('pause', targets).map((target) =>
      applied(target, { type: 'pause', revision: nextRevision }),
    );
    if (changed.length === 0) throw new Problem('post.not_scheduled');
    return { action: 'post.paused', header: { dueAt: undefined }, changed };
  });
  return answerOf(whole);
}
