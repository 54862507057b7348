import { describe, expect, it } from 'vitest';
import type { FaultReport } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';

const MINUTE = 60_000;
const held: FaultReport = { disposition: 'retry', reason: 'publishing.held_up', retryAfterMs: 30_000, untried: true };
const moved = (target: Target, fault: FaultReport, ms: number, random = 1) => {
  const next = step(target, { type: 'fault', fence: target.fence, during: 'stage', fault }, at(ms, random));
  if (next.kind !== 'moved') throw new Error('nothing moved');
  return next;
};
const claimed = (change: Partial<Target> = {}) => createTarget({ state: 'claimed', attempt: 1, ...change });

describe('what could not even be tried', () => {
  it('costs no attempt, however often it happens inside the grace', () => {
    let target = claimed();
    let ms = 0;
    for (let round = 0; ms < 55 * MINUTE; round += 1) {
      target = moved(target, held, ms).target;
      expect(target).toMatchObject({ state: 'scheduled', attempt: 0, reason: 'publishing.held_up' });
      ms = (target.retryAt ?? 0) - DUE;
      const again = step(target, { type: 'look' }, at(ms));
      if (again.kind !== 'moved') throw new Error(`round ${round}: not claimed`);
      target = again.target;
      expect(target).toMatchObject({ state: 'claimed', attempt: 1 });
    }
  });

  it('goes back even from the last attempt, and is then tried once more', () => {
    const last = claimed({ attempt: timing.maxAttempts });
    expect(moved(last, held, 0).target).toMatchObject({ state: 'scheduled', attempt: timing.maxAttempts - 1 });
    const tried: FaultReport = { disposition: 'retry', reason: 'platform.busy' };
    expect(moved(last, tried, 0).target).toMatchObject({ state: 'failed' });
  });

  it('waits at least as long as asked, and spreads those who wait together', () => {
    expect(moved(claimed(), held, 0, 0).target.retryAt).toBe(DUE + 30_000);
    expect(moved(claimed(), held, 0, 0.5).target.retryAt).toBe(DUE + 45_000);
  });

  it('is missed with its grace, and says why', () => {
    expect(moved(claimed(), held, 60 * MINUTE - 1_000).target).toMatchObject({
      state: 'missed',
      reason: 'publishing.held_up',
    });
  });
});
