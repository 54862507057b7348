import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, instantIn, kuwaitDayOf, minuteOf } from '#shared/calendar/civil-day.ts';
import { governorateNames } from '#shared/calendar/governorate.ts';
import { type PrayerMode, type PrayerPolicy, usualPolicy, windowsOn } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { heldUntil, judge, type Verdict } from '#shared/calendar/verdict.ts';

const timesOf = (day: string) => computedTimes(day, 'capital');
const policy = (mode: PrayerMode, change: Partial<PrayerPolicy['around']> = {}): PrayerPolicy => ({
  ...usualPolicy,
  mode,
  around: { ...usualPolicy.around, ...change },
});
const at = (moment: string) => instantIn(moment.slice(0, 10), minuteOf(moment.slice(11)));
const judged = (moment: string, mode: PrayerMode) => judge(at(moment), policy(mode), timesOf);

describe('a time inside Maghrib, which is at 17:47 on 1 March 2026', () => {
  it('is moved to its end, and says by how much and for what', () => {
    expect(judged('2026-03-01T17:39', 'shift')).toEqual({
      kind: 'shift',
      prayer: 'maghrib',
      from: at('2026-03-01T17:37'),
      to: at('2026-03-01T17:57'),
      publishAt: at('2026-03-01T17:57'),
      minutes: 18,
    });
  });

  it('is kept and warned about, with a free time beside it', () => {
    expect(judged('2026-03-01T17:39', 'warn')).toMatchObject({
      kind: 'warn',
      suggested: { publishAt: at('2026-03-01T17:57'), minutes: 18 },
    });
  });

  it('is kept and held until its end', () => {
    expect(judged('2026-03-01T17:39', 'hold')).toMatchObject({ kind: 'hold', publishAt: at('2026-03-01T17:57') });
  });

  it('is nobody’s business where prayers are not kept clear', () => {
    expect(judged('2026-03-01T17:39', 'off')).toEqual({ kind: 'clear' });
    const open = policy('shift', { maghrib: { before: 0, after: 0 } });
    expect(judge(at('2026-03-01T17:39'), open, timesOf)).toEqual({ kind: 'clear' });
  });

  it.each([
    ['2026-03-01T17:36', 'clear'],
    ['2026-03-01T17:37', 'shift'],
    ['2026-03-01T17:56', 'shift'],
    ['2026-03-01T17:57', 'clear'],
  ])('the window is from its first minute until just before its last: %s', (moment, kind) => {
    expect(judged(moment, 'shift').kind).toBe(kind);
  });
});

describe('the noon of Friday', () => {
  it.each([
    ['2026-03-06T11:43', 'clear'],
    ['2026-03-06T11:44', 'jumuah'],
    ['2026-03-06T12:58', 'jumuah'],
    ['2026-03-06T12:59', 'clear'],
  ])('is kept clear for Jumu’ah: %s', (moment, expected) => {
    const verdict = judged(moment, 'shift');
    expect('prayer' in verdict ? verdict.prayer : verdict.kind).toBe(expected);
  });

  it('of other days is Dhuhr, and shorter', () => {
    expect(judged('2026-03-05T12:09', 'shift')).toMatchObject({ prayer: 'dhuhr', minutes: 1 });
    expect(judged('2026-03-05T12:10', 'shift').kind).toBe('clear');
  });
});

describe('the limits of a post', () => {
  const inside = at('2026-03-01T17:50');

  it('a campaign that ends during the prayer: it goes out before it', () => {
    const verdict = judge(inside, policy('shift'), timesOf, { latest: at('2026-03-01T17:55') });
    expect(verdict).toMatchObject({ kind: 'shift', publishAt: at('2026-03-01T17:36'), minutes: -14 });
  });

  it('no room on either side: it is refused, not moved past them', () => {
    const limits = { earliest: at('2026-03-01T17:45'), latest: at('2026-03-01T17:55') };
    expect(judge(inside, policy('shift'), timesOf, limits)).toMatchObject({ kind: 'refused', why: 'outside_limits' });
  });

  it('what is held is never early, so a campaign that ends during the prayer refuses it', () => {
    const limits = { latest: at('2026-03-01T17:55') };
    expect(judge(inside, policy('hold'), timesOf, limits)).toMatchObject({ kind: 'refused', why: 'outside_limits' });
  });
});

it('a business that keeps the whole day clear is told that there is no minute left', () => {
  const whole = { before: 720, after: 720 };
  const never = policy('hold', { dhuhr: whole, asr: whole, fajr: whole });
  expect(judge(at('2026-03-01T17:39'), never, timesOf)).toMatchObject({ kind: 'refused', why: 'no_free_minute' });
});

it('however wide a business may set its windows, each day keeps a minute for what is held', () => {
  const most = { before: 180, after: 180 };
  const widest = policy('hold', { fajr: most, dhuhr: most, jumuah: most, asr: most, maghrib: most, isha: most });
  for (const day of daysBetween('2026-01-01', '2026-12-31'))
    for (let minute = 0; minute < 1440; minute += 60)
      expect(judge(instantIn(day, minute), widest, timesOf).kind).not.toBe('refused');
});

describe('at the minute itself', () => {
  it.each([
    ['hold', at('2026-03-01T17:57')],
    ['shift', at('2026-03-01T17:57')],
    ['warn', undefined],
    ['off', undefined],
  ] as const)('%s: what is found inside a prayer waits until %s', (mode, until) => {
    expect(heldUntil(at('2026-03-01T17:39'), policy(mode), timesOf)?.until).toBe(until);
  });

  it('windows that run into each other are one', () => {
    const wide = policy('hold', { maghrib: { before: 10, after: 75 }, isha: { before: 10, after: 20 } });
    expect(heldUntil(at('2026-03-01T17:50'), wide, timesOf)?.until).toBe(at('2026-03-01T19:24'));
  });
});

describe('10,000 random schedules per policy', () => {
  const minutes = fc.integer({ min: 0, max: 180 });
  const around = fc.record({ before: minutes, after: minutes });
  const anyAround = fc.record({
    fajr: around,
    dhuhr: around,
    jumuah: around,
    asr: around,
    maghrib: around,
    isha: around,
  });
  const first = instantIn('2026-01-01', 0);
  const last = instantIn('2030-12-31', 1439);
  const anySchedule = fc.record({
    time: fc.integer({ min: first / 60_000, max: last / 60_000 }).map((minute) => minute * 60_000),
    governorate: fc.constantFrom(...governorateNames),
    around: fc.oneof(fc.constant(usualPolicy.around), anyAround),
    earlier: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
    later: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  });

  it.each(['warn', 'shift', 'hold'] as const)('%s: nothing wrong goes out', { timeout: 60_000 }, (mode) => {
    let moved = 0;
    fc.assert(
      fc.property(anySchedule, ({ time, governorate, around, earlier, later }) => {
        const times = (day: string) => computedTimes(day, governorate);
        const kept = { mode, governorate, around };
        const limits = {
          earliest: earlier === undefined ? undefined : time - earlier * 60_000,
          latest: later === undefined ? undefined : time + later * 60_000,
        };
        const verdict = judge(time, kept, times, limits);
        const goesOut = goingOut(time, verdict);
        if (goesOut === undefined) return;
        const day = kuwaitDayOf(goesOut);
        const inside = windowsOn(day, times(day), around).some(({ from, to }) => from <= goesOut && goesOut < to);
        if (mode === 'warn') expect(inside).toBe(verdict.kind === 'warn');
        else expect(inside).toBe(false);
        expect(goesOut).toBeGreaterThanOrEqual(limits.earliest ?? goesOut);
        expect(goesOut).toBeLessThanOrEqual(limits.latest ?? goesOut);
        expect(day).toBe(kuwaitDayOf(time));
        if (goesOut === time) return;
        moved += 1;
        expect(verdict).toMatchObject({ kind: mode, minutes: (goesOut - time) / 60_000 });
      }),
      { numRuns: 10_000 },
    );
    expect(moved > 1000).toBe(mode !== 'warn');
  });
});

/** When a post goes out by this verdict, or undefined when it does not. */
function goingOut(time: number, verdict: Verdict): number | undefined {
  if (verdict.kind === 'refused') return undefined;
  return verdict.kind === 'shift' || verdict.kind === 'hold' ? verdict.publishAt : time;
}
