import { now } from '#runtime/clock.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Post } from '#shared/posts/contract.ts';
import { withComment } from '#shared/publishing/comment.ts';
import { act } from '#shared/publishing/person.ts';
import { applied, changePost, unplanned } from './change-post.ts';
import { assertPublishable, type Content, draftTarget, headline, resolve } from './content.ts';
import { presentPost } from './present-post.ts';

/**
 * Changes what a post says and where it goes. A scheduled post keeps its time and gets a new revision: the schedule,
 * messages and prepared containers of the old one can never go out.
 */
export async function editPost(
  actor: TenantActor,
  postId: string,
  { revision, ...content }: Content & { revision: number },
): Promise<Post> {
  const { accounts, body } = await resolve(actor, postId, content);
  const whole = await changePost(actor, postId, revision, ({ targets }, nextRevision) => {
    const wanted = new Map(accounts.map((account) => [account.accountId, account]));
    const changed = targets
      .filter(({ accountId }) => wanted.has(accountId))
      .map((target) => applied(target, { type: 'edit', revision: nextRevision }))
      .map((target) => withComment(target, body.firstComment !== undefined));
    // Leaving an account out must not hide that something is on its way there, so the same rule asks first.
    const removed = targets.filter(({ accountId }) => !wanted.has(accountId));
    for (const target of removed) applied(target, { type: 'edit', revision: nextRevision });
    const known = new Set(targets.map(({ accountId }) => accountId));
    // Asked of the targets: the header only follows them, and may still show an older state.
    const planned = targets.find(({ state }) => state === 'scheduled')?.publishAt;
    const added = accounts
      .filter(({ accountId }) => !known.has(accountId))
      .map((account) => scheduledLike(draftTarget(body, nextRevision, account), planned));
    if (planned !== undefined)
      assertPublishable(
        body,
        accounts.map(({ platform }) => platform),
      );
    return {
      action: 'post.edited',
      header: { ...headline(body), ...(planned === undefined ? unplanned : { dueAt: planned }) },
      body,
      changed,
      added,
      removed,
    };
  });
  return presentPost(whole);
}

function scheduledLike(target: ReturnType<typeof draftTarget>, publishAt: number | undefined) {
  if (publishAt === undefined) return target;
  const scheduled = act(target, { type: 'schedule', revision: target.revision, publishAt }, now());
  return scheduled.done ? { ...scheduled.target, version: 1 } : target;
}
