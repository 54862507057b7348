import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { meantBy } from '#shared/publishing/meant.ts';
import { applied, changePost } from './change-post.ts';
import { assertPublishable } from './content.ts';
import { presentPost } from './present-post.ts';

/**
 * Lets a paused post go out at its time, as a new revision with a schedule of its own. When the time has passed nothing
 * changes (`post.resume_too_late`): a post never goes out late without somebody choosing so.
 */
export async function resumePost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
): Promise<Post> {
  const whole = await changePost(actor, postId, revision, deed, ({ body, targets }, nextRevision) => {
    const changed = meantBy('resume', targets).map((target) =>
      applied(target, { type: 'resume', revision: nextRevision }),
    );
    const [first] = changed;
    if (!first) throw new Problem('post.not_paused');
    assertPublishable(
      body,
      changed.map(({ platform }) => platform),
    );
    return { action: 'post.resumed', header: { dueAt: first.publishAt }, changed };
  });
  return presentPost(whole);
}
