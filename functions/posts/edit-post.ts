import { withoutKey } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { Target } from '#shared/publishing/target.ts';
import { assertUsable } from './assert-usable.ts';
import { applied, changePost, unplanned } from './change-post.ts';
import { assertPublishable, type Content, draftTarget, headline, resolve, withContent } from './content.ts';
import { presentPost } from './present-post.ts';

/**
 * Changes what a post says and where it goes. A scheduled post keeps its time and gets a new revision: the schedule,
 * messages and prepared containers of the old one can never go out. A paused post keeps its time and stays paused.
 */
export async function editPost(
  actor: TenantActor,
  postId: string,
  { revision, ...content }: Content & { revision: number },
): Promise<Post> {
  const { accounts, body } = await resolve(actor, postId, content);
  const whole = await changePost(actor, postId, revision, withoutKey, ({ targets }, nextRevision) => {
    const wanted = new Map(accounts.map((account) => [account.accountId, account]));
    const changed = targets
      .filter(({ accountId }) => wanted.has(accountId))
      .map((target) => applied(target, { type: 'edit', revision: nextRevision }))
      .map((target) => withContent(target, body));
    // Leaving an account out must not hide that something is on its way there, so the same rule asks first.
    const removed = targets.filter(({ accountId }) => !wanted.has(accountId));
    for (const target of removed) applied(target, { type: 'edit', revision: nextRevision });
    const known = new Set(targets.map(({ accountId }) => accountId));
    // Asked of the targets: the header only follows them, and may still show an older state.
    const going = targets.find(({ state }) => state === 'scheduled')?.publishAt;
    const planned = going ?? targets.find(({ state }) => state === 'paused')?.publishAt;
    const joining = accounts.filter(({ accountId }) => !known.has(accountId));
    // What is planned already may be edited while its account waits to be reconnected; nothing joins on such a one.
    if (planned !== undefined) assertUsable(joining);
    const added = joining
      .map((account) => draftTarget(body, nextRevision, account))
      .map((target) => plannedLike(target, planned, going === undefined));
    if (planned !== undefined) assertPublishable(body, [...changed, ...added]);
    return {
      action: 'post.edited',
      header: { ...headline(body), ...(planned === undefined ? unplanned : { dueAt: going }) },
      body,
      changed,
      added,
      removed,
    };
  });
  return presentPost(whole, accounts);
}

/** A new account joins the plan of the others, paused as they are. */
function plannedLike(target: Target, publishAt: number | undefined, paused: boolean): Target {
  if (publishAt === undefined) return target;
  const { revision } = target;
  const scheduled = applied(target, { type: 'schedule', revision, publishAt });
  return { ...(paused ? applied(scheduled, { type: 'pause', revision }) : scheduled), version: 1 };
}
