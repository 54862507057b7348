import { describe, expect, it } from 'vitest';
import { clockOf } from '#shared/calendar/civil-day.ts';
import { type GovernorateName, governorateNames } from '#shared/calendar/governorate.ts';
import { dayTimes } from '#shared/calendar/prayer.ts';
import { nothingSaid, prayerDay } from '#shared/calendar/prayer-day.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { computedTable, publishedTable } from './timetable.ts';

const shown = (day: string, governorate: GovernorateName) =>
  dayTimes.map((name) => clockOf(computedTimes(day, governorate)[name])).join(' ');

describe('prayer times of Kuwait City', () => {
  it.each(computedTable)('$date, to the minute', ({ date, times }) => {
    expect(computedTimes(date, 'capital')).toEqual(times);
  });

  it('differ from the published table by so many minutes at most', () => {
    const furthest = dayTimes.map((name) => [
      name,
      Math.max(
        ...publishedTable.map(({ date, times }) => Math.abs(computedTimes(date, 'capital')[name] - times[name])),
      ),
    ]);
    expect(Object.fromEntries(furthest)).toMatchInlineSnapshot(`
      {
        "asr": 1,
        "dhuhr": 1,
        "fajr": 2,
        "isha": 1,
        "maghrib": 1,
        "sunrise": 2,
      }
    `);
  });
});

it('each governorate has times of its own', () => {
  expect(Object.fromEntries(governorateNames.map((name) => [name, shown('2026-03-05', name)]))).toEqual({
    capital: '04:51 06:10 12:00 15:20 17:50 19:07',
    hawalli: '04:50 06:09 11:59 15:20 17:50 19:07',
    farwaniya: '04:51 06:10 12:00 15:21 17:50 19:07',
    mubarak_al_kabeer: '04:50 06:09 11:59 15:20 17:50 19:06',
    ahmadi: '04:50 06:09 11:59 15:20 17:50 19:06',
    jahra: '04:52 06:11 12:01 15:22 17:51 19:08',
  });
});

describe('the Ministry’s minutes', () => {
  const date = '2026-02-18';
  const computed = computedTimes(date, 'capital');
  const printed = { ...computed, fajr: computed.fajr - 2 };

  it('beat the computed ones on their day', () => {
    const settings = { ...nothingSaid, ministry: new Map([[date, printed]]) };
    expect(prayerDay(date, computed, settings)).toEqual({ date, times: printed, source: 'ministry' });
    expect(prayerDay('2026-02-19', computed, settings).source).toBe('computed');
  });

  it('are not adjusted; computed ones are', () => {
    const adjusted = { maghrib: 1 };
    const settings = { ministry: new Map([[date, printed]]), adjusted };
    expect(prayerDay(date, computed, settings).times).toEqual(printed);
    expect(prayerDay('2026-02-19', computed, settings).times.maghrib).toBe(computed.maghrib + 1);
  });
});
