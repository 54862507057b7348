import { describe, expect, it } from 'vitest';
import { daysBetween } from '#shared/calendar/civil-day.ts';
import { hijriOf, hijriOfDay, isTabled } from '#shared/calendar/hijri.ts';
import { calculatedMoon } from '#shared/calendar/moon.ts';

describe('the Hijri date in Kuwait', () => {
  it.each([
    ['2025-03-01', { year: 1446, month: 9, day: 1 }],
    ['2026-02-18', { year: 1447, month: 9, day: 1 }],
    ['2026-03-20', { year: 1447, month: 10, day: 1 }],
    ['2026-05-27', { year: 1447, month: 12, day: 10 }],
    ['2026-06-16', { year: 1448, month: 1, day: 1 }],
  ])('%s is %o', (day, expected) => {
    expect(hijriOfDay(day)).toEqual(expected);
  });

  it('a day begins at midnight in Kuwait, wherever the reader is', () => {
    expect(hijriOf(Date.parse('2026-02-17T20:59:59Z')).month).toBe(8);
    expect(hijriOf(Date.parse('2026-02-17T21:00:00Z'))).toEqual({ year: 1447, month: 9, day: 1 });
  });
});

describe('every day from 1900 to 2077', () => {
  const days = daysBetween('1900-04-30', '2077-11-16');

  it('is one Hijri day, and that day is it', { timeout: 30_000 }, () => {
    expect(days).toHaveLength(64_850);
    expect(days.filter((day) => calculatedMoon.dayOf(calculatedMoon.hijriOf(day)) !== day)).toEqual([]);
  });

  it('is tabled, and the days around it are not', () => {
    expect(days.every(isTabled)).toBe(true);
    expect(isTabled('1900-04-29')).toBe(false);
    expect(isTabled('2077-11-17')).toBe(false);
  });

  it('months have 29 days or 30, years 354 or 355', () => {
    const months = Array.from({ length: 183 * 12 }, (_, index) => [1318 + Math.floor(index / 12), (index % 12) + 1]);
    const lengths = months.map(([year = 0, month = 0]) => calculatedMoon.lengthOf(year, month) ?? 0);
    expect([...new Set(lengths)].sort()).toEqual([29, 30]);
    const years = Array.from({ length: 183 }, (_, year) =>
      lengths.slice(year * 12, year * 12 + 12).reduce((sum, length) => sum + length, 0),
    );
    expect([...new Set(years)].sort()).toEqual([354, 355]);
  });
});

describe('a Hijri day that does not exist', () => {
  it.each([
    ['the 30th of a month of 29 days', { year: 1446, month: 9, day: 30 }],
    ['a month 13', { year: 1447, month: 13, day: 1 }],
    ['a day 0', { year: 1447, month: 9, day: 0 }],
    ['a broken day', { year: 1447, month: 9, day: 1.5 }],
    ['a year before the table', { year: 1317, month: 12, day: 1 }],
    ['a year after the table', { year: 1501, month: 1, day: 1 }],
  ])('%s is no day', (_, date) => {
    expect(calculatedMoon.dayOf(date)).toBeUndefined();
  });
});
