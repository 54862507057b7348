import { describe, expect, it } from 'vitest';
import { hijriOf, isRamadan } from '#shared/calendar/hijri.ts';

/** Noon in Kuwait. */
const noon = (day: string) => Date.parse(`${day}T09:00Z`);

describe('the Hijri date in Kuwait', () => {
  it.each([
    ['2025-03-01', { year: 1446, month: 9, day: 1 }],
    ['2026-02-18', { year: 1447, month: 9, day: 1 }],
    ['2026-03-20', { year: 1447, month: 10, day: 1 }],
    ['2026-05-27', { year: 1447, month: 12, day: 10 }],
    ['2026-06-16', { year: 1448, month: 1, day: 1 }],
  ])('%s is %o', (day, expected) => {
    expect(hijriOf(noon(day))).toEqual(expected);
  });

  it('a day begins at midnight in Kuwait, wherever the reader is', () => {
    expect(hijriOf(Date.parse('2026-02-17T20:59:59Z')).month).toBe(8);
    expect(hijriOf(Date.parse('2026-02-17T21:00:00Z'))).toEqual({ year: 1447, month: 9, day: 1 });
  });

  it('follows the announced moon when it differs from the calculated one', () => {
    expect(isRamadan(noon('2026-02-18'))).toBe(true);
    expect(isRamadan(noon('2026-02-18'), -1)).toBe(false);
    expect(isRamadan(noon('2026-02-17'))).toBe(false);
    expect(isRamadan(noon('2026-02-17'), 1)).toBe(true);
  });

  it('Ramadan ends with the month', () => {
    expect(isRamadan(noon('2026-03-19'))).toBe(true);
    expect(isRamadan(noon('2026-03-20'))).toBe(false);
  });
});
