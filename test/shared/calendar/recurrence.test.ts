import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOfNumber, numberOfDay } from '#shared/calendar/civil-day.ts';
import { calculatedMoon, moonOf } from '#shared/calendar/moon.ts';
import { occurrencesBetween } from '#shared/calendar/occurrences.ts';
import { MOST_OCCURRENCES, Recurrence } from '#shared/calendar/recurrence.ts';
import { fromRRule, toRRule } from '#shared/calendar/rrule.ts';

const rule = (change: Partial<Recurrence>): Recurrence => ({
  first: '2026-01-04',
  repeats: { every: 'week', interval: 1, weekdays: [0] },
  skipped: [],
  ...change,
});
const days = (some: Recurrence, from: string, to: string, moon = calculatedMoon) =>
  occurrencesBetween(some, from, to, moon).map(({ date }) => date);

describe('a post repeats', () => {
  it('every other week on Sunday and Thursday, with weeks from Sunday', () => {
    const weekly = rule({ repeats: { every: 'week', interval: 2, weekdays: [0, 4] } });
    expect(days(weekly, '2026-01-01', '2026-01-31')).toEqual(['2026-01-04', '2026-01-08', '2026-01-18', '2026-01-22']);
  });

  it('on the 31st, only in months that have one', () => {
    const monthly = rule({ repeats: { every: 'month', interval: 1, days: [31] } });
    expect(days(monthly, '2026-01-01', '2026-06-01')).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
  });

  it('on the white days, 13 to 15 of each Hijri month', () => {
    const white = rule({ repeats: { every: 'hijri_month', interval: 1, days: [13, 14, 15] } });
    expect(days(white, '2026-02-18', '2026-04-05')).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-04-01',
      '2026-04-02',
      '2026-04-03',
    ]);
  });

  it('on the 30th of a Hijri month, only where the month has one', () => {
    const last = rule({ first: '2025-02-01', repeats: { every: 'hijri_month', interval: 1, days: [30] } });
    const hijri = days(last, '2025-02-01', '2026-02-01').map(calculatedMoon.hijriOf);
    expect(hijri.every(({ day }) => day === 30)).toBe(true);
    expect(hijri.some(({ year, month }) => year === 1446 && month === 9)).toBe(false);
  });

  it('every year on the first of Ramadan: twice in 2030', () => {
    const yearly = rule({ repeats: { every: 'hijri_year', month: 9, days: [1] } });
    expect(days(yearly, '2030-01-01', '2030-12-31')).toEqual(['2030-01-05', '2030-12-26']);
  });

  it('a corrected moon moves the day and keeps the number', () => {
    const yearly = rule({ repeats: { every: 'hijri_year', month: 9, days: [1] } });
    const later = moonOf([{ year: 1447, month: 9, laterBy: 1 }]);
    expect(occurrencesBetween(yearly, '2026-01-01', '2026-12-31', calculatedMoon)).toEqual([
      { number: 1, date: '2026-02-18' },
    ]);
    expect(occurrencesBetween(yearly, '2026-01-01', '2026-12-31', later)).toEqual([{ number: 1, date: '2026-02-19' }]);
  });
});

describe('it ends', () => {
  it('on a day, included', () => {
    expect(days(rule({ until: '2026-01-18' }), '2026-01-01', '2027-01-01')).toHaveLength(3);
  });

  it('after a count, of which the skipped ones are part', () => {
    const thrice = rule({ count: 3, skipped: ['2026-01-11'] });
    expect(occurrencesBetween(thrice, '2026-01-01', '2027-01-01', calculatedMoon)).toEqual([
      { number: 1, date: '2026-01-04' },
      { number: 3, date: '2026-01-18' },
    ]);
  });

  it('never, but not beyond what anybody may plan', () => {
    const daily = rule({ repeats: { every: 'week', interval: 1, weekdays: [0, 1, 2, 3, 4, 5, 6] } });
    expect(days(daily, '2026-01-01', '2030-01-01')).toHaveLength(MOST_OCCURRENCES);
  });
});

const day = fc.integer({ min: numberOfDay('2026-01-01'), max: numberOfDay('2028-12-31') }).map(dayOfNumber);
const some = (most: number, least = 1) =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 5 });
const anyRule = fc.record(
  {
    first: day,
    repeats: fc.oneof(
      fc.record({ every: fc.constant('week'), interval: fc.integer({ min: 1, max: 52 }), weekdays: some(6, 0) }),
      fc.record({ every: fc.constant('month'), interval: fc.integer({ min: 1, max: 24 }), days: some(31) }),
      fc.record({ every: fc.constant('hijri_month'), interval: fc.integer({ min: 1, max: 24 }), days: some(30) }),
      fc.record({ every: fc.constant('hijri_year'), month: fc.integer({ min: 1, max: 12 }), days: some(30) }),
    ),
    until: day,
    count: fc.integer({ min: 1, max: MOST_OCCURRENCES }),
    skipped: fc.uniqueArray(day, { maxLength: 4 }),
  },
  { requiredKeys: ['first', 'repeats', 'skipped'] },
);

describe('any rule', () => {
  it('is understood again from what other calendars read', () => {
    fc.assert(
      fc.property(anyRule, (written) => {
        const parsed = Recurrence.parse(written);
        expect(fromRRule(toRRule(parsed))).toEqual(parsed);
      }),
    );
  });

  it('has the same occurrences in one piece as month by month', () => {
    fc.assert(
      fc.property(anyRule, (written) => {
        const parsed = Recurrence.parse(written);
        const whole = occurrencesBetween(parsed, '2026-01-01', '2026-12-31', calculatedMoon);
        const pieces = Array.from({ length: 73 }, (_, piece) => addDays('2026-01-01', piece * 5)).flatMap((from) =>
          occurrencesBetween(parsed, from, addDays(from, 4), calculatedMoon),
        );
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

it('says the Hijri calendar by its name in the standard', () => {
  const white = rule({ repeats: { every: 'hijri_month', interval: 1, days: [13, 14, 15] }, count: 6 });
  expect(toRRule(white)).toBe(
    'DTSTART;VALUE=DATE:20260104\nRRULE:RSCALE=ISLAMIC-UMALQURA;FREQ=MONTHLY;BYMONTHDAY=13,14,15;SKIP=OMIT;COUNT=6',
  );
});

it.each([
  ['RRULE:FREQ=DAILY'],
  ['DTSTART;VALUE=DATE:20260104\nRRULE:FREQ=HOURLY'],
  ['DTSTART;VALUE=DATE:20260104\nRRULE:RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=1'],
  ['DTSTART;VALUE=DATE:20260230\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1'],
  ['DTSTART;VALUE=DATE:20260104\nRRULE:FREQ=WEEKLY;BYDAY=XX'],
  [''],
])('a rule that we have no like of is not half understood: %s', (written) => {
  expect(fromRRule(written)).toBeUndefined();
});
