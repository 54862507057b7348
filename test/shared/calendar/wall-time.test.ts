import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWallTime, isTooFar, toWallTime, wallTime, zone } from '#shared/calendar/wall-time.ts';

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
    '0999-01-01T10:00',
    '0000-01-01T00:00',
    '1999-12-31T23:59',
    '2100-01-01T00:00',
    '9999-12-31T23:59',
    '',
  ])('%s is none', (value) => {
    expect(wallTime.safeParse(value).success).toBe(false);
  });

  it('every time that is taken is an instant in every zone', () => {
    const digits = (from: number, to: number) =>
      fc.integer({ min: from, max: to }).map((value) => String(value).padStart(2, '0'));
    const times = fc
      .tuple(
        fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1990, max: 2110 })),
        digits(1, 12),
        digits(1, 31),
        digits(0, 23),
        digits(0, 59),
      )
      .map(([year, month, day, hour, minute]) => `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}`);
    const zones = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(times, zones, (value, inZone) => {
        if (!wallTime.safeParse(value).success) return;
        expect(new Date(fromWallTime(value, zone.parse(inZone))).getUTCFullYear()).toBeGreaterThan(1998);
      }),
      { numRuns: 200 },
    );
  });

  it('may be five years ahead, until the end of that year', () => {
    const now = Date.parse('2026-11-30T09:00Z');
    expect(isTooFar(fromWallTime('2031-12-31T23:59'), now)).toBe(false);
    expect(isTooFar(fromWallTime('2032-01-01T00:00'), now)).toBe(true);
  });

  it.each([
    ['Asia/Kolkata', 'Asia/Calcutta'],
    ['asia/kuwait', 'Asia/Kuwait'],
    ['Etc/UTC', 'UTC'],
    ['\u2068Asia/Kuwait\u2069', 'Asia/Kuwait'],
  ])('the zone %s is %s', (written, read) => {
    expect(zone.parse(written)).toBe(read);
  });

  it('knows the zones of the world and no others', () => {
    for (const name of ['Asia/Kuwait', 'Europe/London', 'UTC']) expect(zone.safeParse(name).success, name).toBe(true);
    for (const name of [
      'Asia/Kuwayt',
      'Mars/Olympus',
      '',
      'x'.repeat(65),
      '+03:00',
      'EST5EDT',
      'GMT+3',
      'Etc/GMT+3',
      'kuwait',
    ])
      expect(zone.safeParse(name).success, name).toBe(false);
  });
});
