import { describe, expect, it } from 'vitest';
import { isLate, overdueMs } from '#shared/publishing/late.ts';
import { postStates, restingStates } from '#shared/publishing/states.ts';
import { timing } from '#shared/publishing/target.ts';
import { createTarget, DUE } from './build.ts';

const MINUTE = 60_000;
const schedule = { publishAt: DUE };

describe('a post whose time has passed', () => {
  it('is late after five minutes, not before', () => {
    const post = { state: 'publishing', schedule } as const;
    expect(isLate(post, DUE - MINUTE)).toBe(false);
    expect(isLate(post, DUE + 5 * MINUTE)).toBe(false);
    expect(isLate(post, DUE + 5 * MINUTE + 1)).toBe(true);
  });

  it('is late only while it is on its way: what rests says what happened', () => {
    const late = postStates.filter((state) => isLate({ state, schedule }, DUE + 30 * MINUTE));
    expect(late).toEqual(['scheduled', 'publishing']);
  });

  it('is never late without a time', () => {
    expect(isLate({ state: 'publishing' }, DUE + 30 * MINUTE)).toBe(false);
  });
});

describe('a target that nobody works on', () => {
  it('is overdue from its minute on', () => {
    expect(overdueMs(createTarget(), DUE - 1)).toBe(0);
    expect(overdueMs(createTarget(), DUE)).toBe(0);
    expect(overdueMs(createTarget(), DUE + 12 * MINUTE)).toBe(12 * MINUTE);
  });

  it('is not overdue while it is only to be prepared, however often that failed', () => {
    const ahead = createTarget({ checkAt: DUE - 25 * MINUTE, retryAt: DUE - 20 * MINUTE });
    expect(overdueMs(ahead, DUE - 5 * MINUTE)).toBe(0);
    expect(overdueMs(ahead, DUE + MINUTE)).toBe(MINUTE);
    const deadWorker = createTarget({ state: 'claimed', leaseUntil: DUE - 20 * MINUTE });
    expect(overdueMs(deadWorker, DUE - 5 * MINUTE)).toBe(0);
  });

  it('is not overdue while a planned retry is still to come', () => {
    const deferred = createTarget({ retryAt: DUE + 10 * MINUTE, attempt: 2 });
    expect(overdueMs(deferred, DUE + 9 * MINUTE)).toBe(0);
    expect(overdueMs(deferred, DUE + 11 * MINUTE)).toBe(MINUTE);
  });

  it.each(['claimed', 'staged', 'unknown', 'accepted'] as const)(
    '%s: is overdue once its worker can be at it no longer',
    (state) => {
      const held = createTarget({ state, leaseUntil: DUE + 3 * MINUTE });
      expect(overdueMs(held, DUE + 3 * MINUTE)).toBe(0);
      expect(overdueMs(held, DUE + 5 * MINUTE)).toBe(2 * MINUTE);
    },
  );

  it('armed: is overdue once nobody can be sending any more', () => {
    const armed = createTarget({ state: 'armed', leaseUntil: DUE + 90_000, armUntil: DUE + 20_000 });
    const settled = DUE + 20_000 + timing.inFlightMs;
    expect(overdueMs(armed, settled)).toBe(0);
    expect(overdueMs(armed, settled + MINUTE)).toBe(MINUTE);
  });

  it('unknown: is overdue once whoever asked can be at it no longer; who armed it is not waited for', () => {
    const unknown = createTarget({ state: 'unknown', leaseUntil: DUE + MINUTE, armUntil: DUE + 20_000 });
    expect(overdueMs(unknown, DUE + 2 * MINUTE)).toBe(MINUTE);
  });

  it.each(restingStates)('%s: is never overdue, also when its address is still looked for', (state) => {
    expect(overdueMs(createTarget({ state, checkAt: DUE + MINUTE }), DUE + 60 * MINUTE)).toBe(0);
  });

  it('without a minute is never overdue', () => {
    expect(overdueMs(createTarget({ publishAt: undefined }), DUE)).toBe(0);
  });
});
