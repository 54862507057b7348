import { now } from '#runtime/clock.ts';
import { addDays, kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import type { PlatformCalendar } from '#shared/calendar/contract.ts';
import { moonOf } from '#shared/calendar/moon.ts';
import { ramadansBetween } from '#shared/calendar/ramadan.ts';
import { ministryYears } from './ministry-year.store.ts';
import { saidOfCalendar } from './platform-calendar.store.ts';
import { lastCheck } from './prayer-check.store.ts';

/** A Hijri year is shorter than ours, so the next Ramadan begins within it. */
const A_YEAR = 400;

/** What was said of the calendar, and the Ramadan that follows from it. */
export async function platformCalendar(): Promise<PlatformCalendar> {
  const [said, years, check] = await Promise.all([saidOfCalendar(true), ministryYears(true), lastCheck()]);
  const today = kuwaitDayOf(now());
  const [next] = ramadansBetween(today, addDays(today, A_YEAR), moonOf(said.announced));
  return {
    ...said,
    ministry: years.map(({ year, days, importedAt }) => ({ year, days: days.size, importedAt })),
    ...(next
      ? {
          nextRamadan: {
            year: next.year,
            first: next.first,
            eid: next.eid,
            expected: !next.announced.ramadan,
          },
        }
      : {}),
    ...(check ? { check } : {}),
  };
}
