import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantIn, minuteOf } from '#shared/calendar/civil-day.ts';
import { calculatedMoon } from '#shared/calendar/moon.ts';
import { freeSlots, nextFreeSlot, type SlotSearch, type SlotSet } from '#shared/calendar/next-slot.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { isRamadan } from '#shared/calendar/ramadan.ts';
import { ramadanSlots, usualSlots } from '#shared/calendar/slot.ts';
import { heldUntil } from '#shared/calendar/verdict.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';

const at = (moment: string) => instantIn(moment.slice(0, 10), minuteOf(moment.slice(11)));
const timesOf = (day: string) => computedTimes(day, 'capital');
const search = (after: string, change: Partial<SlotSearch> = {}): SlotSearch => ({
  after: at(after),
  taken: new Set(),
  policy: { ...usualPolicy, mode: 'shift' },
  timesOf,
  isRamadan: (day) => isRamadan(day, calculatedMoon),
  ...change,
});
const usual: SlotSet = { usual: usualSlots, ramadan: ramadanSlots };
const next = (set: SlotSet, ...how: Parameters<typeof search>) => {
  const slot = nextFreeSlot(set, search(...how));
  return slot && `${toWallTime(slot.publishAt)} ${slot.minutes}`;
};

describe('the next free slot', () => {
  it('is the first one that has no post', () => {
    expect(next(usual, '2026-01-06T09:00')).toBe('2026-01-06T12:30 0');
    expect(next(usual, '2026-01-06T09:00', { taken: new Set([at('2026-01-06T12:30')]) })).toBe('2026-01-06T20:30 0');
    expect(next(usual, '2026-01-06T20:30')).toBe('2026-01-07T12:30 0');
  });

  it('of a Friday follows the set of Fridays', () => {
    expect(next(usual, '2026-01-08T21:00')).toBe('2026-01-09T17:17 17');
  });

  it('in Ramadan comes from the set of Ramadan, which switches by itself', () => {
    expect(next(usual, '2026-02-17T21:00')).toBe('2026-02-18T02:00 0');
    expect(next(usual, '2026-02-18T03:00')).toBe('2026-02-18T16:40 0');
    expect(next(usual, '2026-02-18T17:00')).toBe('2026-02-18T20:27 0');
    expect(next(usual, '2026-03-19T23:00')).toBe('2026-03-20T17:00 0');
  });

  it('is moved out of a prayer, and says how far', () => {
    const set: SlotSet = { usual: [{ weekdays: [0], time: { prayer: 'maghrib', offset: 0 } }], ramadan: [] };
    expect(next(set, '2026-01-04T09:00')).toBe('2026-01-04T17:13 10');
  });

  it('there is none in a set without slots, nor when all are taken', () => {
    expect(next({ usual: [], ramadan: [] }, '2026-01-06T09:00')).toBeUndefined();
    const once: SlotSet = { usual: [{ weekdays: [0], time: { clock: '12:30' } }], ramadan: [] };
    const sundays = Array.from({ length: 20 }, (_, week) => at(`${addDays('2026-01-04', week * 7)}T12:30`));
    expect(next(once, '2026-01-04T09:00', { taken: new Set(sundays) })).toBeUndefined();
  });

  it('whatever the slots: in order, in the future, never taken, never inside a prayer', () => {
    const time = fc.oneof(
      fc.record({ clock: fc.constantFrom('00:05', '02:00', '05:00', '11:50', '17:10', '20:30', '23:55') }),
      fc.record({
        prayer: fc.constantFrom('fajr', 'dhuhr', 'maghrib', 'isha'),
        offset: fc.integer({ min: -360, max: 360 }),
      }),
    );
    const slots = fc.array(
      fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), time }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(slots, slots, fc.integer({ min: 0, max: 365 * 24 * 60 }), (some, others, minute) => {
        const how = search('2026-01-01T00:00', { after: at('2026-01-01T00:00') + minute * 60_000 });
        const policy = how.policy;
        let last = how.after;
        const seen = freeSlots({ usual: some as SlotSet['usual'], ramadan: others as SlotSet['ramadan'] }, how);
        for (const { publishAt } of seen.take(12)) {
          expect(publishAt).toBeGreaterThan(last);
          expect(heldUntil(publishAt, policy, timesOf)).toBeUndefined();
          last = publishAt;
        }
      }),
      { numRuns: 300 },
    );
  });
});
