import { clockOf, daysBetween } from '#shared/calendar/civil-day.ts';
import type { calendar, DayTimes } from '#shared/calendar/contract.ts';
import type { GovernorateName } from '#shared/calendar/governorate.ts';
import { occasionsBetween } from '#shared/calendar/occasions.ts';
import { dayTimes, type PrayerTimes } from '#shared/calendar/prayer.ts';
import type { Actor } from '#shared/contract/permission.ts';
import type { Answered } from '#shared/contract/route.ts';
import { calendarOfClient } from './client-calendar.store.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';

type Routes = (typeof calendar)['routes'];
type Span = { from: string; to: string };

/** Prayer times of days: in the governorate asked for, or in that of whoever asks. */
export async function readPrayerTimes(
  actor: Actor,
  { from, to, governorate }: Span & { governorate?: GovernorateName | undefined },
): Promise<Answered<Routes['prayerTimes']>> {
  const where = governorate ?? (await governorateOf(actor));
  const { prayersOn } = await kuwaitCalendar();
  const days = daysBetween(from, to).map((day) => prayersOn(day, where));
  return {
    governorate: where,
    days: days.map(({ date, times, source }) => ({ date, times: onTheClock(times), source })),
  };
}

/** Days with all that the calendar shows of them. */
export async function readDays(actor: Actor, { from, to }: Span): Promise<Answered<Routes['days']>> {
  const where = await governorateOf(actor);
  const { moon, observed, isRamadan, prayersOn } = await kuwaitCalendar();
  const occasions = Map.groupBy(occasionsBetween(from, to, moon, observed), ({ date }) => date);
  return {
    days: daysBetween(from, to).map((date) => ({
      date,
      hijri: moon.hijriOf(date),
      ramadan: isRamadan(date),
      occasions: occasions.get(date) ?? [],
      prayers: onTheClock(prayersOn(date, where).times),
    })),
  };
}

const governorateOf = async (actor: Actor): Promise<GovernorateName> =>
  actor.kind === 'tenant' ? (await calendarOfClient(actor.clientId)).policy.governorate : 'capital';

const onTheClock = (times: PrayerTimes): DayTimes =>
  Object.fromEntries(dayTimes.map((name) => [name, clockOf(times[name])])) as DayTimes;
