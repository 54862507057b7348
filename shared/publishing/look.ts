import { askAgain } from './accepted.ts';
import { lookAtComment } from './comment.ts';
import type { Step, Surroundings } from './event.ts';
import { arm, claim, doubt, ignore, missed, move, pastGrace } from './moves.ts';
import { prepare } from './prepare.ts';
import { type Target, timing } from './target.ts';

/** Somebody looks at a target: decides whether it is theirs to work on, and where work goes on. */
export function look(target: Target, fence: number | undefined, around: Surroundings): Step {
  const { now } = around;
  const own = fence === target.fence;
  const { leaseUntil = 0 } = target;
  const abandoned = leaseUntil <= now;
  switch (target.state) {
    case 'scheduled':
      if (now < (target.retryAt ?? target.publishAt ?? Number.POSITIVE_INFINITY) - timing.earlyMs)
        return prepare(target, around);
      if (pastGrace(target, now)) return missed(target);
      return target.preparedAt === undefined ? claim(target, around) : armPrepared(target, around);
    case 'claimed':
      if (!abandoned) return busy(leaseUntil, now);
      return pastGrace(target, now) ? missed(target) : claim(target, around);
    case 'staged':
      if (own) return { kind: 'continue', effects: [{ do: 'check', afterMs: 0 }] };
      if (!abandoned) return busy(leaseUntil, now);
      return pastGrace(target, now) ? missed(target) : claim(target, around);
    case 'armed': {
      // Whoever armed it may still be sending; only after this moment can nobody be.
      const settledAt = (target.armUntil ?? 0) + timing.settleMs;
      if (now < settledAt) return busy(settledAt, now);
      return doubt(target, 0, around, { fence: target.fence + 1 });
    }
    case 'accepted':
      if (own) return { kind: 'continue', effects: [{ do: 'reconcile', afterMs: 0 }] };
      return abandoned ? askAgain(target, around) : busy(leaseUntil, now);
    case 'unknown':
      if (own) return { kind: 'continue', effects: [{ do: 'reconcile', afterMs: 0 }] };
      return abandoned ? doubt(target, 0, around, { fence: target.fence + 1 }) : busy(leaseUntil, now);
    case 'published':
      return lookAtComment(target, around) ?? lookForPermalink(target, now);
    default:
      return ignore('resting');
  }
}

/** Whether somebody is to look at it when its post's minute comes: it waits, or a person's answer about it does. */
export const isCalledFor = ({ state, deniedAt }: Target): boolean =>
  state === 'scheduled' || (state === 'unknown' && deniedAt !== undefined);

/** Somebody holds it until then, who may be dead: the message that a dead worker left must not be used up too early. */
const busy = (until: number, now: number): Step => ({ kind: 'ignored', why: 'busy', againMs: until - now });

/** Everything is ready: nobody has to claim it first, because only one worker can store the arm. */
const armPrepared = (target: Target, around: Surroundings) =>
  arm(target, around, { fence: target.fence + 1, attempt: target.attempt + 1 });

function lookForPermalink(target: Target, now: number): Step {
  if (!wantsPermalink(target)) return ignore('resting');
  return move(target, { polls: target.polls + 1, checkAt: laterForPermalink(target, now) }, 'target.looked', {
    do: 'permalink',
    afterMs: 0,
  });
}

const wantsPermalink = (target: Target) => target.checkAt !== undefined && target.permalink === undefined;

const laterForPermalink = (target: Target, now: number) =>
  target.polls + 1 < timing.permalinkTries ? now + timing.watchMs : undefined;
