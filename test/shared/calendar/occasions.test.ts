import { describe, expect, it } from 'vitest';
import { calculatedMoon, moonOf } from '#shared/calendar/moon.ts';
import { occasionsBetween } from '#shared/calendar/occasions.ts';

const holidays = (from: string, to: string) =>
  occasionsBetween(from, to, calculatedMoon)
    .filter(({ kind }) => kind === 'holiday')
    .map(({ date, name, day }) => `${date} ${name} ${day}`);

describe('what Kuwait keeps', () => {
  it('the holidays of 2026', () => {
    expect(holidays('2026-01-01', '2026-12-31')).toEqual([
      '2026-01-01 new_year 1',
      '2026-01-16 isra 1',
      '2026-02-25 national_day 1',
      '2026-02-26 liberation_day 1',
      '2026-03-20 eid_fitr 1',
      '2026-03-21 eid_fitr 2',
      '2026-03-22 eid_fitr 3',
      '2026-05-26 arafat 1',
      '2026-05-27 eid_adha 1',
      '2026-05-28 eid_adha 2',
      '2026-05-29 eid_adha 3',
      '2026-06-16 hijri_new_year 1',
      '2026-08-25 mawlid 1',
    ]);
  });

  it('2027 has Isra twice, because the Hijri year is shorter', () => {
    expect(holidays('2027-01-01', '2027-12-31').filter((day) => day.includes('isra'))).toEqual([
      '2027-01-05 isra 1',
      '2027-12-25 isra 1',
    ]);
  });

  it('February 2028: Eid and Liberation Day fall on one day, and both stand', () => {
    expect(holidays('2028-02-26', '2028-02-26').sort()).toEqual([
      '2028-02-26 eid_fitr 1',
      '2028-02-26 liberation_day 1',
    ]);
  });

  it('an occasion that began before the span still shows inside it', () => {
    expect(holidays('2026-03-22', '2026-03-22')).toEqual(['2026-03-22 eid_fitr 3']);
    expect(holidays('2025-12-31', '2026-01-01')).toEqual(['2026-01-01 new_year 1']);
  });

  it('by the moon it is expected until it is announced; by the other calendar it is certain', () => {
    const expected = (moon: typeof calculatedMoon) =>
      Object.fromEntries(
        occasionsBetween('2026-02-18', '2026-03-20', moon).map(({ name, expected }) => [name, expected]),
      );
    expect(expected(calculatedMoon)).toMatchObject({ ramadan: true, eid_fitr: true, national_day: false });
    expect(expected(moonOf([{ year: 1447, month: 9, laterBy: 0 }]))).toMatchObject({ ramadan: false, eid_fitr: true });
  });

  it('Gergean follows the announced moon', () => {
    const moon = moonOf([{ year: 1447, month: 9, laterBy: 1 }]);
    const gergean = occasionsBetween('2026-02-01', '2026-03-31', moon).filter(({ name }) => name === 'gergean');
    expect(gergean.map(({ date }) => date)).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
  });

  it('a holiday that the Cabinet moved names the day that is off', () => {
    const observed = new Map([['isra:2026-01-16', '2026-01-18'] as const]);
    expect(occasionsBetween('2026-01-16', '2026-01-16', calculatedMoon, observed)).toMatchObject([
      { name: 'isra', observed: '2026-01-18' },
    ]);
  });
});
