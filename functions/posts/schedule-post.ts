import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { KUWAIT } from '#shared/calendar/kuwait.ts';
import { fromWallTime, isTooFar, toWallTime } from '#shared/calendar/wall-time.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post } from '#shared/posts/contract.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { accountsOfTargets, assertUsable } from './assert-usable.ts';
import { applied, changePost } from './change-post.ts';
import { assertPublishable } from './content.ts';
import type { WholePost } from './post.store.ts';
import { presentPost } from './present-post.ts';
import { stopTarget } from './stop-target.ts';

/** A chosen minute counts as future until it is over. */
const MINUTE_MS = 60_000;

type Time = { publishAt: number; wallTime: string; zone: string };

/**
 * Schedules a post, or moves it:
 * 1. turns the wall time into an instant and refuses the past and what is too far ahead;
 * 2. checks the platforms' rules, and that the text is not one that Kuwait's rules forbid;
 * 3. stores header, targets and audit row at once, as a new revision;
 * 4. the planner sees the change in the table's stream and sets the schedule.
 */
export async function schedulePost(
  actor: TenantActor,
  postId: string,
  { revision, wallTime, zone }: { revision: number; wallTime: string; zone: string },
  deed: Deed<string>,
): Promise<Post> {
  const publishAt = fromWallTime(wallTime, zone);
  if (publishAt <= now() - MINUTE_MS)
    throw new Problem('post.time_past', { issues: [{ path: 'body.wallTime', issue: 'past' }] });
  if (isTooFar(publishAt, now()))
    throw new Problem('post.time_far', { issues: [{ path: 'body.wallTime', issue: 'too_far' }] });
  return plan(actor, { postId, revision, deed }, 'post.scheduled', { publishAt, wallTime, zone });
}

/** Publishes a post now: the same as scheduling it for this instant. */
export async function publishPost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
): Promise<Post> {
  const publishAt = now();
  return plan(actor, { postId, revision, deed }, 'post.publish_requested', {
    publishAt,
    wallTime: toWallTime(publishAt),
    zone: KUWAIT,
  });
}

type Asked = { postId: string; revision: number; deed: Deed<string> };

async function plan(actor: TenantActor, { postId, revision, deed }: Asked, action: string, time: Time): Promise<Post> {
  const { clientId } = actor;
  const whole = await changePost(actor, postId, revision, deed, async ({ body, targets }, nextRevision) => {
    const changed = targetsOfCommand('schedule', targets).map((target) =>
      applied(target, { type: 'schedule', revision: nextRevision, publishAt: time.publishAt }),
    );
    assertPublishable(body, targets);
    assertUsable(await accountsOfTargets(clientId, changed));
    return {
      action,
      header: { ...time, dueAt: time.publishAt },
      changed,
      detail: { publishAt: time.publishAt },
    };
  });
  return answerUnlessStopped(actor, whole);
}

/**
 * Somebody may have disconnected an account between our reading it and our writing. They wrote the account before they
 * looked for its posts, and we look at the account after we wrote the post: one of the two sees the other.
 */
async function answerUnlessStopped({ clientId }: TenantActor, whole: WholePost): Promise<Post> {
  const accounts = await accountsOfTargets(clientId, whole.targets, { consistent: true });
  const gone = accounts.filter(({ obstacle }) => obstacle === 'account.disconnected');
  let present = whole;
  for (const { accountId } of gone) {
    const stopped = await stopTarget(present.header, accountId);
    if (stopped.is === 'stopped') present = stopped.whole;
  }
  return presentPost(present, accounts);
}
