import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWallTime, toWallTime, wallTime, zone } from '#shared/calendar/wall-time.ts';

const MINUTE = 60_000;
const minutes = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / MINUTE, max: Date.parse(to) / MINUTE }).map((minute) => minute * MINUTE);
const thisCentury = minutes('2001-01-01T00:00Z', '2099-12-31T00:00Z');
const zonesWithSummerTime = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
);

describe('what a clock in Kuwait shows', () => {
  it('is three hours ahead of UTC in every season', () => {
    expect(toWallTime(Date.parse('2026-01-15T21:30Z'))).toBe('2026-01-16T00:30');
    expect(toWallTime(Date.parse('2026-07-15T21:30Z'))).toBe('2026-07-16T00:30');
  });

  it('leads back to the same minute, always', () => {
    fc.assert(
      fc.property(thisCentury, (instant) => {
        expect(fromWallTime(toWallTime(instant))).toBe(instant);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a zone with summer time', () => {
  it('leads back to the same clock, and never to a later minute', () => {
    fc.assert(
      fc.property(thisCentury, zonesWithSummerTime, (instant, inZone) => {
        const shown = toWallTime(instant, inZone);
        const back = fromWallTime(shown, inZone);
        expect(toWallTime(back, inZone)).toBe(shown);
        expect(back).toBeLessThanOrEqual(instant);
        expect(instant - back).toBeLessThanOrEqual(60 * MINUTE);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a time that is skipped counts as the moment after the gap', () => {
    expect(fromWallTime('2026-03-29T01:30', 'Europe/London')).toBe(Date.parse('2026-03-29T01:30Z'));
    expect(toWallTime(fromWallTime('2026-03-08T02:30', 'America/New_York'), 'America/New_York')).toBe(
      '2026-03-08T03:30',
    );
  });

  it('a time that comes twice counts as the first', () => {
    expect(fromWallTime('2026-11-01T01:30', 'America/New_York')).toBe(Date.parse('2026-11-01T05:30Z'));
    expect(fromWallTime('2026-10-25T01:30', 'Europe/London')).toBe(Date.parse('2026-10-25T00:30Z'));
  });

  it('a gap or a repetition of half an hour is understood too', () => {
    const lordHowe = 'Australia/Lord_Howe';
    expect(toWallTime(fromWallTime('2026-10-04T02:15', lordHowe), lordHowe)).toBe('2026-10-04T02:45');
    expect(toWallTime(fromWallTime('2026-04-05T01:45', lordHowe), lordHowe)).toBe('2026-04-05T01:45');
  });

  it('times of one day keep their order, except around a gap', () => {
    fc.assert(
      fc.property(thisCentury, fc.integer({ min: 1, max: 600 }), (instant, ahead) => {
        const [earlier, later] = [toWallTime(instant), toWallTime(instant + ahead * MINUTE)];
        expect(fromWallTime(later)).toBeGreaterThan(fromWallTime(earlier));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a caller may send', () => {
  it.each(['2026-12-01T18:30', '2028-02-29T00:00', '2026-12-31T23:59'])('%s is a time', (value) => {
    expect(wallTime.safeParse(value).success).toBe(true);
  });

  it.each([
    '2026-02-29T10:00',
    '2026-04-31T10:00',
    '2026-13-01T10:00',
    '2026-12-01T24:00',
    '2026-12-01T18:60',
    '2026-12-01T18:30Z',
    '2026-12-01T18:30:00',
    '2026-12-01 18:30',
    '٢٠٢٦-١٢-٠١T١٨:٣٠',
    '',
  ])('%s is none', (value) => {
    expect(wallTime.safeParse(value).success).toBe(false);
  });

  it('knows the zones of the world and no others', () => {
    for (const name of ['Asia/Kuwait', 'Europe/London', 'UTC']) expect(zone.safeParse(name).success, name).toBe(true);
    for (const name of ['Asia/Kuwayt', 'Mars/Olympus', '', 'x'.repeat(65)])
      expect(zone.safeParse(name).success, name).toBe(false);
  });
});
