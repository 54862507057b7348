import { judgeTime } from '#functions/calendar/judge-time.ts';
import { countPost } from '#functions/payments/count-post.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { KUWAIT } from '#shared/calendar/kuwait.ts';
import { fromWallTime, isTooFar, toWallTime } from '#shared/calendar/wall-time.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Post, Shifted } from '#shared/posts/contract.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { accountsOfTargets, assertUsable } from './assert-usable.ts';
import { applied, changePost } from './change-post.ts';
import { assertPublishable } from './content.ts';
import type { WholePost } from './post.store.ts';
import { presentPost } from './present-post.ts';
import { stopTarget } from './stop-target.ts';

/** A chosen minute counts as future until it is over. */
const MINUTE_MS = 60_000;

type Time = { publishAt: number; wallTime: string; zone: string; shifted?: Shifted | undefined };

/**
 * Schedules a post, or moves it:
 * 1. turns the wall time into an instant and refuses the past and what is too far ahead;
 * 2. asks the business's rule for prayer times, which may move it by some minutes or refuse it;
 * 3. checks the platforms' rules;
 * 4. stores header, targets, audit row and, the first time, its count against the plan at once, as a new revision;
 * 5. the planner sees the change in the table's stream and sets the schedule.
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
  const time = await besidePrayer(actor.clientId, { publishAt, wallTime, zone });
  return plan(actor, { postId, revision, deed }, 'post.scheduled', time);
}

/** The time as the business's rule leaves it. What is only warned about or held keeps it. */
async function besidePrayer(clientId: string, time: Time): Promise<Time> {
  const verdict = await judgeTime(clientId, time.publishAt);
  if (verdict.kind === 'refused')
    throw new Problem('post.prayer_time', { issues: [{ path: 'body.wallTime', issue: `prayer.${verdict.prayer}` }] });
  if (verdict.kind !== 'shift') return time;
  const { publishAt, prayer, minutes } = verdict;
  return { ...time, publishAt, wallTime: toWallTime(publishAt, time.zone), shifted: { prayer, minutes } };
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
  const whole = await changePost(actor, postId, revision, deed, async ({ header, body, targets }, nextRevision) => {
    const changed = targetsOfCommand('schedule', targets).map((target) =>
      applied(target, { type: 'schedule', revision: nextRevision, publishAt: time.publishAt }),
    );
    assertPublishable(body, targets);
    assertUsable(await accountsOfTargets(clientId, changed));
    const { writes, month } = header.countedIn === undefined ? await countPost(clientId) : { writes: [] };
    return {
      action,
      header: {
        shifted: undefined,
        ...time,
        dueAt: time.publishAt,
        ...(month === undefined ? {} : { countedIn: month }),
      },
      changed,
      also: writes,
      detail: {
        publishAt: time.publishAt,
        ...(time.shifted ? { prayer: time.shifted.prayer, shiftedMinutes: time.shifted.minutes } : {}),
      },
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
