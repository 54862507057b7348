import { daysBetween, instantIn, kuwaitDayOf, kuwaitMinuteOf, weekdayOf } from '#shared/calendar/civil-day.ts';
import { governorateNames } from '#shared/calendar/governorate.ts';
import { calculatedMoon } from '#shared/calendar/moon.ts';
import { dayTimes, isInOrder } from '#shared/calendar/prayer.ts';
import { usualPolicy, windowsOn } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { ramadansBetween } from '#shared/calendar/ramadan.ts';

const FIRST = '2026-01-01';
const LAST = '2030-12-31';

/**
 * All of 2026 to 2030 in every governorate: what is wrong with a day, and everything that a day says, to be compared
 * between processes that live in other time zones. Printed when it is run as a program.
 */
export function fiveYears() {
  const days = daysBetween(FIRST, LAST);
  const wrong: string[] = [];
  const said: unknown[] = [];
  for (const day of days) {
    for (const governorate of governorateNames) {
      const times = computedTimes(day, governorate);
      if (!isInOrder(times)) wrong.push(`${day} ${governorate}: out of order`);
      for (const name of dayTimes) {
        const at = instantIn(day, times[name]);
        if (kuwaitDayOf(at) !== day || kuwaitMinuteOf(at) !== times[name]) wrong.push(`${day} ${name}: another day`);
      }
      const names = windowsOn(day, times, usualPolicy.around).map(({ prayer }) => prayer);
      if (names.includes('jumuah') !== (weekdayOf(day) === 5)) wrong.push(`${day}: Friday`);
      said.push([day, governorate, times]);
    }
    said.push(calculatedMoon.hijriOf(day));
  }
  return { days: days.length, wrong, said, ramadans: ramadansBetween(FIRST, LAST, calculatedMoon) };
}

if (import.meta.main) process.stdout.write(JSON.stringify(fiveYears()));
