import type { FaultReport, PublishingEvent, Step, StepContext } from './event.ts';
import { type Target, timing } from './target.ts';
import { ignore, move, nextCheckAt } from './transitions.ts';

/**
 * Ahead of its minute a target's media is handed to the platform, so that at the minute only the irreversible call is
 * left. The target stays `scheduled` and unclaimed all the while: a person may change it at any instant, and whoever
 * prepares then loses the race. What two workers prepare at once is prepared in vain and never visible.
 */
export function prepare(target: Target, { now }: StepContext): Step {
  const { publishAt = Number.POSITIVE_INFINITY, retryAt, preparedAt, stagedAt } = target;
  if (retryAt !== undefined || preparedAt !== undefined || now < publishAt - timing.prepareMs) return ignore('early');
  return { kind: 'continue', effects: [{ do: stagedAt === undefined ? 'stage' : 'check', afterMs: 0 }] };
}

/** When the sweeper should look at a newly scheduled target: to prepare it, or to see that its schedule fired. */
export const firstCheckAt = (publishAt: number, now: number): number =>
  publishAt - now > timing.prepareLeastMs ? publishAt - timing.prepareMs : atItsMinute({ publishAt });

/** The platform holds it, or a part of it. */
export function stagedAhead(
  target: Target,
  { handle, more = false, pieces }: Extract<PublishingEvent, { type: 'staged' }>,
  { now, pace }: StepContext,
): Step {
  if (target.stagedAt !== undefined) return ignore('impossible');
  const afterMs = more ? 0 : (pace.pollDelaysMs[0] ?? 0);
  const change = {
    handle,
    pieces,
    stagedAt: more ? undefined : now,
    polls: 0,
    checkAt: lookAgainAt(target, now + afterMs),
  };
  return move(target, change, undefined, { do: more ? 'stage' : 'check', afterMs });
}

/** How far the platform is. Whatever is odd about it is left to the minute itself. */
export function checkedAhead(
  target: Target,
  found: Extract<PublishingEvent, { type: 'checked' }>['found'],
  { now, pace }: StepContext,
): Step {
  if (target.preparedAt !== undefined || target.stagedAt === undefined) return ignore('impossible');
  if (found === 'ready') return move(target, { preparedAt: now, checkAt: atItsMinute(target) }, undefined);
  if (found === 'published') return move(target, { checkAt: atItsMinute(target) }, undefined);
  if (now - target.stagedAt > pace.giveUpMs)
    return move(target, { ...notStaged, checkAt: lookAgainAt(target, now) }, undefined);
  const polls = target.polls + 1;
  const afterMs = pace.pollDelaysMs[Math.min(polls, pace.pollDelaysMs.length - 1)] ?? 0;
  const checkAt = Math.min(nextCheckAt(target, now + afterMs), atItsMinute(target));
  return move(target, { polls, checkAt }, undefined, { do: 'check', afterMs });
}

/**
 * Preparing did not succeed. It is tried again by the sweeper; what will never succeed is told at once, while there is
 * time to mend it, and tried once more at the minute itself.
 */
export function faultedAhead(target: Target, fault: FaultReport, { now }: StepContext): Step {
  if (target.preparedAt !== undefined) return ignore('impossible');
  // Nothing was called: the sweeper comes again soon enough.
  if (fault.untried) return ignore('early');
  const kept = fault.disposition === 'retry' || fault.disposition === 'unknown' ? {} : notStaged;
  const isFinal = fault.disposition === 'permanent' || fault.disposition === 'reconnect';
  return move(
    target,
    isFinal
      ? { ...kept, reason: fault.reason, checkAt: atItsMinute(target) }
      : { ...kept, checkAt: lookAgainAt(target, now + (fault.retryAfterMs ?? 0)) },
    undefined,
  );
}

const notStaged = { handle: undefined, stagedAt: undefined, polls: 0 } as const;

/** A little after its minute: by then its schedule has made somebody look, or never will. */
const atItsMinute = ({ publishAt = 0 }: Pick<Target, 'publishAt'>): number => publishAt + timing.leaseMs;

const lookAgainAt = (target: Target, at: number): number => Math.min(at + timing.watchMs, atItsMinute(target));
