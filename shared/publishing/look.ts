import { resumeAccepted } from './accepted.ts';
import { lookAtComment } from './comment.ts';
import type { Step, StepContext } from './event.ts';
import { prepare } from './prepare.ts';
import { type Target, timing } from './target.ts';
import { arm, claim, ignore, markMissed, markUnknown, move, pastGrace } from './transitions.ts';

/** Somebody looks at a target: decides whether it is theirs to work on, and where work goes on. */
export function look(target: Target, fence: number | undefined, context: StepContext): Step {
  const { now } = context;
  const own = fence === target.fence;
  const { leaseUntil = 0 } = target;
  const abandoned = leaseUntil <= now;
  switch (target.state) {
    case 'scheduled':
      if (now < (target.retryAt ?? target.publishAt ?? Number.POSITIVE_INFINITY) - timing.earlyMs)
        return prepare(target, context);
      if (pastGrace(target, now)) return markMissed(target);
      return target.preparedAt === undefined ? claim(target, context) : armPrepared(target, context);
    case 'claimed':
      if (!abandoned) return busy(leaseUntil, now);
      return pastGrace(target, now) ? markMissed(target) : claim(target, context);
    case 'staged':
      if (own) return { kind: 'continue', effects: [{ do: 'check', afterMs: 0 }] };
      if (!abandoned) return busy(leaseUntil, now);
      return pastGrace(target, now) ? markMissed(target) : claim(target, context);
    case 'armed': {
      // Whoever armed it may still be sending; only after this moment can nobody be.
      const quietAt = (target.armUntil ?? 0) + timing.inFlightMs;
      if (now < quietAt) return busy(quietAt, now);
      return markUnknown(target, 0, context, { fence: target.fence + 1 });
    }
    case 'accepted':
      if (own) return { kind: 'continue', effects: [{ do: 'reconcile', afterMs: 0 }] };
      return abandoned ? resumeAccepted(target, context) : busy(leaseUntil, now);
    case 'unknown':
      if (own) return { kind: 'continue', effects: [{ do: 'reconcile', afterMs: 0 }] };
      return abandoned ? markUnknown(target, 0, context, { fence: target.fence + 1 }) : busy(leaseUntil, now);
    case 'published':
      return lookAtComment(target, context) ?? lookForPermalink(target, now);
    default:
      return ignore('resting');
  }
}

/** Whether somebody is to look at it when its post's minute comes: it waits, or a person's answer about it does. */
export const needsWorker = ({ state, deniedAt }: Target): boolean =>
  state === 'scheduled' || (state === 'unknown' && deniedAt !== undefined);

/** Another worker holds it until then and may have crashed: the message that it left must not be used up too early. */
const busy = (until: number, now: number): Step => ({ kind: 'ignored', why: 'busy', againMs: until - now });

/** Everything is ready: nobody has to claim it first, because only one worker can store the arm. */
const armPrepared = (target: Target, context: StepContext) =>
  arm(target, context, { fence: target.fence + 1, attempt: target.attempt + 1 });

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
