import { describe, expect, it } from 'vitest';
import type { PublishingEvent } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at, comesBack, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const LEASE = 90_000;
const SWEEP = 3 * MINUTE;
const staged = { state: 'staged', stagedAt: DUE } as const;
const armed = { ...staged, state: 'armed', armedAt: DUE, armUntil: DUE } as const;
const ready = { type: 'checked', fence: 1, found: 'ready' } as const;
const processing = { type: 'checked', fence: 1, found: 'processing' } as const;
const part = { type: 'published', fence: 1, externalId: 'p1' } as const;

describe('a target on its way', () => {
  const moves: [string, Partial<Target>, PublishingEvent][] = [
    ['claimed', {}, { type: 'look' }],
    ['taken over', staged, { type: 'look' }],
    ['handed over in part', { state: 'claimed' }, { type: 'staged', fence: 1, handle: {}, more: true }],
    ['handed over', { state: 'claimed' }, { type: 'staged', fence: 1, handle: {} }],
    ['still processed', staged, processing],
    ['armed', staged, ready],
    ['in doubt', armed, { type: 'fault', fence: 1, during: 'publish', fault: unclear() }],
    ['out in part', { ...armed, pieces: 2 }, part],
  ];

  it.each(moves)('%s: belongs to its worker until a lease after the next planned look', (_, from, event) => {
    const { target, effects } = moved(step(createTarget({ ...from, checkAt: undefined }), event, at(0)));
    expect(target.leaseUntil).toBe(DUE + (effects[0]?.afterMs ?? 0) + LEASE);
  });

  it.each(moves)(
    '%s: is looked at by the sweeper three minutes after a planned look that never came',
    (_, from, event) => {
      const { target, effects } = moved(step(createTarget({ ...from, checkAt: undefined }), event, at(0)));
      expect(target.checkAt).toBe(DUE + (effects[0]?.afterMs ?? 0) + SWEEP);
    },
  );

  it('keeps the sweep it has while that comes half a lease or more after the next look', () => {
    const sweptAt = (checkAt: number) => moved(step(createTarget({ ...staged, checkAt }), ready, at(0))).target.checkAt;
    expect(sweptAt(DUE + 45_000)).toBe(DUE + 45_000);
    expect(sweptAt(DUE + 44_999)).toBe(DUE + SWEEP);
  });

  it('is no longer watched by anybody but the sweeper when it waits for another try', () => {
    const busy = { disposition: 'retry', reason: 'platform.busy', retryAfterMs: MINUTE } as const;
    const event: PublishingEvent = { type: 'fault', fence: 1, during: 'check', fault: busy };
    const { target } = moved(step(createTarget({ ...staged, leaseUntil: DUE + LEASE }), event, at(0)));
    expect(target).toMatchObject({ retryAt: DUE + MINUTE, checkAt: DUE + MINUTE + LEASE });
    expect(target.leaseUntil).toBeUndefined();
  });

  it('is begun half a minute early at most', () => {
    expect(moved(step(createTarget(), { type: 'look' }, at(-30_000))).target.state).toBe('claimed');
    expect(step(createTarget(), { type: 'look' }, at(-30_001)).kind).toBe('continue');
  });

  it('is begun until the last instant of its grace', () => {
    expect(moved(step(createTarget(), { type: 'look' }, at(60 * MINUTE))).target.state).toBe('claimed');
  });

  it('is begun five times at most', () => {
    const deadWorker = createTarget({ state: 'claimed', attempt: 4, leaseUntil: DUE });
    const fifth = moved(step(deadWorker, { type: 'look' }, at(0))).target;
    expect(fifth).toMatchObject({ state: 'claimed', attempt: 5 });
    expect(moved(step(fifth, { type: 'look' }, at(LEASE))).target.state).toBe('failed');
  });

  it('is not begun by its own worker again while that hands it over: how far it is nobody knows', () => {
    const claimed = createTarget({ state: 'claimed', leaseUntil: DUE + LEASE });
    expect(step(claimed, { type: 'look', fence: 1 }, at(0))).toEqual(comesBack(LEASE));
  });
});

describe('a network that processes', () => {
  it('is asked once a minute in the end', () => {
    const { effects } = moved(step(createTarget({ ...staged, polls: 9 }), processing, at(0)));
    expect(effects).toEqual([{ do: 'check', afterMs: MINUTE }]);
  });

  it('has five minutes, to the last instant', () => {
    expect(moved(step(createTarget(staged), processing, at(5 * MINUTE))).target.state).toBe('staged');
    expect(moved(step(createTarget(staged), processing, at(5 * MINUTE + 1))).target.state).toBe('scheduled');
  });
});

function unclear() {
  return { disposition: 'unknown', reason: 'platform.unavailable' } as const;
}
