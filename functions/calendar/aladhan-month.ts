import * as z from 'zod/mini';
import { outsideHost } from '#runtime/env.ts';
import { aladhan } from '#shared/calendar/aladhan.ts';
import { type CivilDay, clockTime, minuteOf } from '#shared/calendar/civil-day.ts';
import { governorates } from '#shared/calendar/governorate.ts';
import { type DayTime, dayTimes, isInOrder, type PrayerTimes } from '#shared/calendar/prayer.ts';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 400_000;
const KUWAIT_METHOD = 9;
/** What its words are in ours. */
const fields: Record<DayTime, string> = {
  fajr: 'Fajr',
  sunrise: 'Sunrise',
  dhuhr: 'Dhuhr',
  asr: 'Asr',
  maghrib: 'Maghrib',
  isha: 'Isha',
};

const Month = z.object({
  data: z.array(
    z.object({
      timings: z.record(z.string(), z.string()),
      date: z.object({ gregorian: z.object({ date: z.string().check(z.regex(/^\d\d-\d\d-\d{4}$/)) }) }),
    }),
  ),
});

/**
 * Aladhan's prayer times of a month (`YYYY-MM`) for Kuwait City, by day. Undefined when it did not answer, or with
 * something that is no month of prayer times: nothing depends on it.
 */
export async function aladhanMonth(month: string): Promise<Map<CivilDay, PrayerTimes> | undefined> {
  const { latitude, longitude } = governorates.capital;
  const query = new URLSearchParams({
    latitude: String(latitude),
    longitude: String(longitude),
    method: String(KUWAIT_METHOD),
    school: '0',
    timezonestring: 'Asia/Kuwait',
  });
  const [year, number] = month.split('-');
  const url = `${outsideHost(aladhan, 'api')}/calendar/${year}/${Number(number)}?${query}`;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (!response.ok || text.length > MAX_BYTES) return undefined;
    return daysIn(month, JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Every day has to be one of the month, with its prayers in order; one that is not spoils the whole answer. */
function daysIn(month: string, answer: unknown): Map<CivilDay, PrayerTimes> | undefined {
  const read = Month.safeParse(answer).data?.data ?? [];
  const days = new Map(
    read.map(({ timings, date: { gregorian } }) => [isoOf(gregorian.date), timesOf(timings)] as const),
  );
  const sound = [...days].every(([day, times]) => day.startsWith(month) && times !== undefined && isInOrder(times));
  return sound && days.size >= 28 ? (days as Map<CivilDay, PrayerTimes>) : undefined;
}

const isoOf = (date: string): CivilDay => date.split('-').reverse().join('-');

/** `04:51 (+03)`: the zone is said behind the time. */
function timesOf(timings: Readonly<Record<string, string>>): PrayerTimes | undefined {
  const clocks = dayTimes.map((name) => [name, clockTime.safeParse(timings[fields[name]]?.slice(0, 5)).data] as const);
  if (clocks.some(([, clock]) => clock === undefined)) return undefined;
  return Object.fromEntries(clocks.map(([name, clock = '']) => [name, minuteOf(clock)])) as Record<DayTime, number>;
}
