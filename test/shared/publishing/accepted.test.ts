import { describe, expect, it } from 'vitest';
import type { StepContext } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import { createTarget } from './build.ts';

const MINUTE = 60_000;
const pace = { pollDelaysMs: [5_000, 60_000], giveUpMs: 30 * MINUTE };
const at = (now: number): StepContext => ({ now, random: 0, pace, suspended: false });
const moved = (target: Target, event: Parameters<typeof step>[1], now = 0) => {
  const result = step(target, event, at(now));
  if (result.kind !== 'moved') throw new Error(result.kind);
  return result;
};
const armed = createTarget({ state: 'armed', armedAt: 0, armUntil: timing.armMs, fence: 3 });
const handle = { publishId: 'p1' };
const taken = () => moved(armed, { type: 'accepted', fence: 3, handle }).target;
const asked = (found: 'live' | 'processing' | 'absent' | 'lost') => ({ type: 'reconciled', fence: 3, found }) as const;

describe('a post that the network took and has not shown yet', () => {
  it('is kept with what it was given, and asked about at the pace of the network', () => {
    const first = moved(armed, { type: 'accepted', fence: 3, handle });
    expect(first).toMatchObject({ target: { state: 'accepted', handle }, action: 'target.accepted' });
    expect(first.effects).toEqual([{ do: 'reconcile', afterMs: 5_000 }]);
    expect(moved(first.target, asked('processing')).effects).toEqual([{ do: 'reconcile', afterMs: 60_000 }]);
  });

  it('is published when it is shown, with an id or without', () => {
    expect(moved(taken(), { ...asked('live'), externalId: '77' }).target).toMatchObject({
      state: 'published',
      externalId: '77',
    });
    expect(moved(taken(), asked('live')).target).toMatchObject({ state: 'published', externalId: undefined });
  });

  it('fails with the reason that the network gives, and holds nothing of it any more', () => {
    const refused = { type: 'reconciled', fence: 3, found: 'refused', reason: 'content.caption' } as const;
    expect(moved(taken(), refused).target).toMatchObject({
      state: 'failed',
      reason: 'content.caption',
      handle: undefined,
    });
  });

  it.each(['absent', 'lost', 'processing'] as const)('is never sent again by itself when it is %s', (found) => {
    const { target, effects } = moved(taken(), asked(found), MINUTE);
    expect(target.state).toBe('accepted');
    expect(effects).toMatchObject([{ do: 'reconcile' }]);
  });

  it('is waited on when asking fails, never sooner than the network wants', () => {
    const fault = { disposition: 'retry', reason: 'platform.busy', retryAfterMs: 10 * MINUTE } as const;
    const { target, effects } = moved(taken(), { type: 'fault', fence: 3, during: 'reconcile', fault });
    expect(target.state).toBe('accepted');
    expect(effects).toEqual([{ do: 'reconcile', afterMs: 10 * MINUTE }]);
  });

  it('is for a person to look at after too long', () => {
    expect(moved(taken(), asked('processing'), 31 * MINUTE).target).toMatchObject({
      state: 'needs_review',
      reason: 'publishing.in_doubt',
    });
  });

  it('is looked at again after a worker died, under a new fence, and by nobody else before', () => {
    const target = taken();
    expect(step(target, { type: 'look' }, at(1_000))).toMatchObject({ kind: 'ignored', why: 'busy' });
    const again = moved(target, { type: 'look' }, 10 * MINUTE);
    expect(again.target.fence).toBe(4);
    expect(again.effects).toEqual([{ do: 'reconcile', afterMs: 0 }]);
    expect(step(target, { type: 'look', fence: 3 }, at(1_000))).toMatchObject({ kind: 'continue' });
  });
});

describe('in doubt', () => {
  const unknown = createTarget({ state: 'unknown', armedAt: 0, armUntil: timing.armMs, fence: 3, absentAt: 0 });

  it('the same words that X refused and that are not there fail instead of being sent again', () => {
    const target = { ...unknown, reason: 'content.duplicate' as const };
    expect(moved(target, asked('absent'), 10 * MINUTE).target).toMatchObject({
      state: 'failed',
      reason: 'content.duplicate',
    });
  });

  it('what the network says it refused fails', () => {
    const refused = { type: 'reconciled', fence: 3, found: 'refused', reason: 'platform.blocked' } as const;
    expect(moved(unknown, refused).target).toMatchObject({ state: 'failed', reason: 'platform.blocked' });
  });
});

it('what a person has to post themselves waits for them with everything at hand, and is out when they say so', () => {
  const claimed = createTarget({ state: 'claimed', fence: 3 });
  const fault = { disposition: 'permanent', reason: 'platform.by_hand' } as const;
  expect(moved(claimed, { type: 'fault', fence: 3, during: 'stage', fault }).target).toMatchObject({
    state: 'needs_review',
    reason: 'platform.by_hand',
  });
});
