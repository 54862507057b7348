import { now } from '#runtime/clock.ts';
import { withoutKey } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Resumption } from '#shared/social/contract.ts';
import { alongside, applied, changePost } from './change-post.ts';
import { assertPublishable } from './content.ts';
import type { WholePost } from './post.store.ts';
import { eachPostOn, standingOn } from './posts-on-account.ts';

/**
 * Lets go on what waited for an account: at its time when that is still to come, otherwise now, because somebody asks
 * for it. Each post on its own, so that one that cannot go stands in the way of no other. Asked again, it goes on with
 * what is left.
 */
export async function resumeOnAccount(actor: TenantActor, accountId: string, until: number): Promise<Resumption> {
  const counts = { planned: 0, sending: 0, refused: 0 };
  const left = await eachPostOn(actor.clientId, accountId, until, async ({ header }, target) => {
    const standing = standingOn(target, now());
    if (standing === undefined || standing === 'planned') return;
    const done = await letGo(actor, header, target.targetId).catch(refused);
    counts[done ? (standing === 'stopped' ? 'planned' : 'sending') : 'refused'] += 1;
  });
  return { planned: counts.planned, sending: counts.sending, left: left + counts.refused };
}

async function letGo(actor: TenantActor, { postId, revision }: WholePost['header'], targetId: string) {
  return changePost(actor, postId, revision, withoutKey, ({ body, targets }, nextRevision) => {
    const target = targets.find((one) => one.targetId === targetId);
    if (!target) throw new Problem('target.not_found');
    assertPublishable(body, [target]);
    const inTime = standingOn(target, now()) === 'stopped';
    const changed = applied(target, { type: inTime ? 'resume' : 'retry', revision: nextRevision });
    return {
      action: inTime ? 'post.resumed' : 'target.retried',
      header: { dueAt: changed.publishAt },
      changed: [changed, ...alongside(targets, [target], nextRevision)],
      detail: { targetId },
    };
  });
}

/** Somebody was faster, or the post breaks a rule: it stays where it is, and its page says why. */
function refused(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error;
}
