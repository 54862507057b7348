import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import { type AnnouncedMonth, calculatedMoon, contradictions, moonOf } from '#shared/calendar/moon.ts';
import { isRamadan, ramadanOf, ramadansBetween } from '#shared/calendar/ramadan.ts';

const announced = (year: number, month: number, laterBy: AnnouncedMonth['laterBy']) => [{ year, month, laterBy }];

describe('Ramadan and Eid by Umm al-Qura', () => {
  it.each([
    [1445, '2024-03-11', '2024-04-10'],
    [1446, '2025-03-01', '2025-03-30'],
    [1447, '2026-02-18', '2026-03-20'],
    [1448, '2027-02-08', '2027-03-09'],
    [1449, '2028-01-28', '2028-02-26'],
    [1450, '2029-01-16', '2029-02-14'],
    [1451, '2030-01-05', '2030-02-04'],
    [1452, '2030-12-26', '2031-01-24'],
  ])('of %i: from %s, Eid on %s', (year, first, eid) => {
    expect(ramadanOf(year, calculatedMoon)).toMatchObject({ first, eid, last: addDays(eid, -1) });
  });

  it('2030 has two of them', () => {
    const both = ramadansBetween('2030-01-01', '2030-12-31', calculatedMoon);
    expect(both.map(({ year }) => year)).toEqual([1451, 1452]);
  });

  it('the rhythm begins at midnight of the first day and ends at that of Eid', () => {
    const ramadan = (instant: string) => isRamadan(kuwaitDayOf(Date.parse(instant)), calculatedMoon);
    expect(ramadan('2026-02-17T20:59:59Z')).toBe(false);
    expect(ramadan('2026-02-17T21:00:00Z')).toBe(true);
    expect(ramadan('2026-03-19T20:59:59Z')).toBe(true);
    expect(ramadan('2026-03-19T21:00:00Z')).toBe(false);
  });

  it('the owner’s switch beats the moon', () => {
    expect(isRamadan('2026-02-18', calculatedMoon, 'off')).toBe(false);
    expect(isRamadan('2026-06-01', calculatedMoon, 'on')).toBe(true);
  });
});

describe('the moon is announced', () => {
  it('a day later: Ramadan begins later, and Eid stays when there is a day to give', () => {
    const moon = moonOf(announced(1447, 9, 1));
    expect(ramadanOf(1447, moon)).toMatchObject({
      first: '2026-02-19',
      eid: '2026-03-20',
      announced: { ramadan: true, eid: false },
    });
    expect(moon.hijriOf('2026-02-18')).toEqual({ year: 1447, month: 8, day: 30 });
  });

  it('a day later than a month of 29 days can bear: Eid follows', () => {
    expect(ramadanOf(1448, moonOf(announced(1448, 9, 1)))).toMatchObject({ first: '2027-02-09', eid: '2027-03-10' });
  });

  it('a day earlier: the month before it, and Eid, give what it takes', () => {
    const moon = moonOf(announced(1447, 9, -1));
    expect(ramadanOf(1447, moon)).toMatchObject({ first: '2026-02-17', eid: '2026-03-19' });
    expect(moon.hijriOf('2026-02-17')).toEqual({ year: 1447, month: 9, day: 1 });
  });

  it('as calculated: nothing moves, and it is no longer only expected', () => {
    const moon = moonOf(announced(1447, 9, 0));
    expect(ramadanOf(1447, moon)).toMatchObject({ first: '2026-02-18', announced: { ramadan: true, eid: false } });
  });

  it('Eid itself can be announced against the table', () => {
    const moon = moonOf(announced(1448, 10, 1));
    expect(ramadanOf(1448, moon)).toMatchObject({ first: '2027-02-08', eid: '2027-03-10' });
  });

  it('two announcements that leave a month of 28 or 31 days contradict each other', () => {
    const both: AnnouncedMonth[] = [...announced(1447, 9, 1), ...announced(1447, 10, -1)];
    expect(contradictions(both)).toEqual([{ year: 1447, month: 9 }]);
    expect(contradictions(announced(1447, 9, 1))).toEqual([]);
  });

  const anyAnnounced = fc
    .uniqueArray(fc.record({ month: fc.integer({ min: 1, max: 12 }), laterBy: fc.constantFrom(-1, 0, 1) }), {
      maxLength: 4,
      selector: ({ month }) => month,
    })
    .map((months) => months.map((one): AnnouncedMonth => ({ year: 1447, ...one }) as AnnouncedMonth));

  it('whatever is announced without contradiction, every day is one Hijri day, and months have 29 or 30', () => {
    const days = daysBetween('2025-05-01', '2026-08-01');
    fc.assert(
      fc.property(anyAnnounced, (months) => {
        fc.pre(contradictions(months).length === 0);
        const moon = moonOf(months);
        for (const day of days) expect(moon.dayOf(moon.hijriOf(day))).toBe(day);
        for (let month = 1; month <= 12; month++) expect([29, 30]).toContain(moon.lengthOf(1447, month));
      }),
      { numRuns: 60 },
    );
  });
});
