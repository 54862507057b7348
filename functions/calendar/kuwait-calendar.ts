import { now } from '#runtime/clock.ts';
import type { CivilDay } from '#shared/calendar/civil-day.ts';
import type { GovernorateName } from '#shared/calendar/governorate.ts';
import { type Moon, moonOf } from '#shared/calendar/moon.ts';
import type { Observed } from '#shared/calendar/occasions.ts';
import type { PrayerTimes } from '#shared/calendar/prayer.ts';
import { type PrayerDay, prayerDay } from '#shared/calendar/prayer-day.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { isRamadan } from '#shared/calendar/ramadan.ts';
import { ministryYears } from './ministry-year.store.ts';
import { saidOfCalendar } from './platform-calendar.store.ts';

/** The calendar as it holds now: calculated, and put right by what was announced, printed and moved. */
export type KuwaitCalendar = {
  moon: Moon;
  observed: Observed;
  isRamadan(day: CivilDay): boolean;
  prayersOn(day: CivilDay, governorate: GovernorateName): PrayerDay;
  timesIn(governorate: GovernorateName): (day: CivilDay) => PrayerTimes;
};

/** A correction is in force within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
let remembered: { calendar: KuwaitCalendar; until: number } | undefined;

/** Remembered by a warm function, because every post that goes out asks. `fresh` after a change. */
export async function kuwaitCalendar({ fresh = false } = {}): Promise<KuwaitCalendar> {
  if (!fresh && remembered && remembered.until > now()) return remembered.calendar;
  const [said, years] = await Promise.all([saidOfCalendar(fresh), ministryYears(fresh)]);
  const moon = moonOf(said.announced);
  const settings = { ministry: new Map(years.flatMap(({ days }) => [...days])), adjusted: {} };
  const prayersOn = (day: CivilDay, governorate: GovernorateName) =>
    prayerDay(day, computedTimes(day, governorate), settings);
  const calendar: KuwaitCalendar = {
    moon,
    observed: new Map(said.observed.map(({ name, date, observed }) => [`${name}:${date}` as const, observed])),
    isRamadan: (day) => isRamadan(day, moon, said.ramadan),
    prayersOn,
    timesIn: (governorate) => (day) => prayersOn(day, governorate).times,
  };
  remembered = { calendar, until: now() + REMEMBERED_MS };
  return calendar;
}
