import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { accountsOfTargets, assertUsable } from './assert-usable.ts';
import { alongside, applied, changePost } from './change-post.ts';
import { assertPublishable } from './content.ts';
import { answerOf } from './present-post.ts';

/**
 * Lets a paused post go out at its time, as a new revision with a schedule of its own. When the time has passed nothing
 * changes (`post.resume_too_late`): a post never goes out late without somebody choosing so. What is paused on an
 * account that cannot publish stays so beside the others, and is refused alone.
 */
export async function resumePost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
): Promise<Post> {
  const whole = await changePost(actor, postId, revision, deed, async ({ body, targets }, nextRevision) => {
    const meant = targetsOfCommand('resume', targets);
    const accounts = await accountsOfTargets(actor.clientId, meant);
    const usable = new Set(accounts.filter(({ obstacle }) => !obstacle).map(({ accountId }) => accountId));
    const able = meant.filter(({ accountId }) => usable.has(accountId));
    if (able.length === 0 && meant.some(({ state }) => state === 'paused')) assertUsable(accounts);
    const changed = (able.length > 0 ? able : meant).map((target) =>
      applied(target, { type: 'resume', revision: nextRevision }),
    );
    const [first] = changed;
    if (!first) throw new Problem('post.not_paused');
    assertPublishable(body, changed);
    return {
      action: 'post.resumed',
      header: { dueAt: first.publishAt },
      changed: [...changed, ...alongside(targets, able, nextRevision)],
    };
  });
  return answerOf(whole);
}
