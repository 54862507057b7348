import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { Variant } from '#shared/posts/variant.ts';
import type { Command } from '#shared/publishing/command.ts';
import { needsWorker } from '#shared/publishing/look.ts';
import { accountsOfTargets, assertUsable } from './assert-usable.ts';
import { applied, changePost } from './change-post.ts';
import { assertPublishable, varied, withContent } from './content.ts';
import { answerOf } from './present-post.ts';

type TargetId = { postId: string; targetId: string };

/** What is to be said on this account alone from now on. */
type Mended = Pick<Variant, 'caption' | 'options'> | undefined;

/**
 * Sends one failed or missed target again, now, as it was or `variant`: then it alone says something else, and what is
 * out elsewhere stays as it is. The others are not touched.
 */
export const retryTarget = (
  actor: TenantActor,
  target: TargetId,
  { revision, variant }: { revision: number; variant?: Mended },
  deed: Deed<string>,
): Promise<Post> =>
  decide(actor, target, { revision, deed, variant }, 'target.retried', (nextRevision) => ({
    type: 'retry',
    revision: nextRevision,
  }));

/**
 * A person looked at the platform: the post is there, or it is not. Then the network is asked once more by a worker, and
 * it is sent again only when it is not there.
 */
export const resolveTarget = (
  actor: TenantActor,
  target: TargetId,
  { revision, seen }: { revision: number; seen: boolean },
  deed: Deed<string>,
): Promise<Post> =>
  decide(actor, target, { revision, deed }, seen ? 'target.confirmed' : 'target.denied', (nextRevision) => ({
    type: 'resolve',
    revision: nextRevision,
    seen,
  }));

async function decide(
  actor: TenantActor,
  { postId, targetId }: TargetId,
  { revision, deed, variant }: { revision: number; deed: Deed<string>; variant?: Mended },
  action: string,
  actOf: (nextRevision: number) => Command,
): Promise<Post> {
  const whole = await changePost(actor, postId, revision, deed, async ({ body, targets }, nextRevision) => {
    const found = targets.find((target) => target.targetId === targetId);
    if (!found) throw new Problem('target.not_found');
    // Of a thread whose head is out only the rest can still be sent, as it was.
    if (variant && found.state === 'partial') throw new Problem('post.already_published');
    const mended = variant && varied(body, found, variant);
    const acted = applied(found, actOf(nextRevision));
    const changed = mended ? withContent(acted, mended) : acted;
    const isCalled = needsWorker(changed);
    if (isCalled) {
      assertUsable(await accountsOfTargets(actor.clientId, [changed]));
      assertPublishable(mended ?? body, [changed]);
    }
    return {
      action,
      header: { dueAt: isCalled ? now() : undefined },
      ...(mended ? { body: mended } : {}),
      changed: [changed],
      detail: { targetId },
    };
  });
  return answerOf(whole);
}
