import { describe, expect, it } from 'vitest';
import { circuitState, isTripped, opened } from '#shared/publishing/circuit.ts';
import { step } from '#shared/publishing/step.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;

describe('a network that fails on end', () => {
  it('is left alone after ten failures, and only once', () => {
    expect(isTripped({ failures: 9, trips: 0 })).toBe(false);
    expect(isTripped({ failures: 10, trips: 0 })).toBe(true);
    expect(isTripped({ failures: 10, trips: 1, openUntil: 5 })).toBe(false);
  });

  it('rests twice as long each time, five minutes at most', () => {
    const rests = [0, 1, 2, 3, 9].map((trips) => opened({ failures: 10, trips }, 0).openUntil / MINUTE);
    expect(rests).toEqual([1, 2, 4, 5, 5]);
    expect(opened({ failures: 10, trips: 2 }, 0)).toMatchObject({ failures: 10, trips: 3 });
  });

  it('is called when nothing is held against it, not while it rests, and tried by one caller after that', () => {
    expect(circuitState({ failures: 3, trips: 0 }, 100)).toBe('closed');
    expect(circuitState({ failures: 10, trips: 1, openUntil: 101 }, 100)).toBe('open');
    expect(circuitState({ failures: 10, trips: 1, openUntil: 100 }, 100)).toBe('half_open');
  });
});

describe('a target whose network is not asked', () => {
  const claimed = createTarget({ state: 'claimed', fence: 2, attempt: 1, leaseUntil: DUE + 90_000 });
  const held = (during: 'stage' | 'check' | 'publish' | 'reconcile' | 'permalink', retryAfterMs = MINUTE) =>
    ({
      type: 'fault',
      fence: 2,
      during,
      fault: { disposition: 'retry', reason: 'platform.unavailable', retryAfterMs, untried: true },
    }) as const;

  it.each(['claimed', 'staged', 'armed'] as const)('%s: waits without losing an attempt or what is staged', (state) => {
    const during = ({ claimed: 'stage', staged: 'check', armed: 'publish' } as const)[state];
    const target = createTarget({ ...claimed, state, handle: { a: '1' }, stagedAt: DUE });
    const waits = moved(step(target, held(during), at(0, 0.5)));
    expect(waits).toMatchObject({ action: 'target.held', effects: [{ do: 'look', afterMs: 1.5 * MINUTE }] });
    expect(waits.target).toMatchObject({ state: 'scheduled', attempt: 0, handle: { a: '1' }, fence: 3 });
    expect(waits.target).toMatchObject({ retryAt: DUE + 1.5 * MINUTE, reason: 'platform.unavailable' });
    expect(waits.target.armUntil).toBeUndefined();
  });

  it('that was tried in vain while the network was down is tried until its grace is over, ever more rarely', () => {
    const often = createTarget({ ...claimed, attempt: 9 });
    const down = { disposition: 'retry', reason: 'platform.unavailable', down: true } as const;
    const waits = moved(step(often, { type: 'fault', fence: 2, during: 'stage', fault: down }, at(0)));
    expect(waits).toMatchObject({ action: 'target.deferred', target: { state: 'scheduled', attempt: 9 } });
    expect(waits.target.retryAt).toBe(DUE + 10 * MINUTE);
    expect(moved(step(waits.target, { type: 'look' }, at(10 * MINUTE))).target.state).toBe('claimed');
    const alone = { disposition: 'retry', reason: 'platform.unavailable' } as const;
    expect(moved(step(often, { type: 'fault', fence: 2, during: 'stage', fault: alone }, at(0))).target.state).toBe(
      'failed',
    );
  });

  it('is missed when the network stays away past its grace, however often it waited', () => {
    expect(moved(step(claimed, held('stage', 5 * MINUTE), at(58 * MINUTE))).target).toMatchObject({ state: 'missed' });
  });

  it('stays in doubt when it was in doubt, until a person is asked', () => {
    const unknown = createTarget({ ...claimed, state: 'unknown', armedAt: DUE, armUntil: DUE + 20_000 });
    const later = moved(step(unknown, held('reconcile'), at(0)));
    expect(later).toMatchObject({ target: { state: 'unknown' }, effects: [{ do: 'reconcile', afterMs: MINUTE }] });
    expect(moved(step(unknown, held('reconcile', 1), at(0))).effects).toEqual([{ do: 'reconcile', afterMs: 30_000 }]);
    expect(moved(step(unknown, held('reconcile'), at(13 * MINUTE))).target.state).toBe('needs_review');
  });

  it('ahead of its minute is left as it is', () => {
    expect(step(createTarget({ fence: 2 }), held('stage'), at(-10 * MINUTE))).toEqual({
      kind: 'ignored',
      why: 'early',
    });
  });

  it('that is out has only its address to wait for', () => {
    expect(step(createTarget({ ...claimed, state: 'published' }), held('permalink'), at(0)).kind).toBe('ignored');
  });
});
