import { CalculationMethod, PrayerTimes as Computed, Coordinates } from 'adhan';
import { type CivilDay, kuwaitDayOf, kuwaitMinuteOf } from './civil-day.ts';
import { type GovernorateName, governorates } from './governorate.ts';
import type { PrayerTimes } from './prayer.ts';

/** Made once: they are only read. Fajr at 18°, Isha at 17.5°, Asr at one shadow, to the nearest minute. */
const kuwaitMethod = CalculationMethod.Kuwait();

/**
 * The prayer times of a day as the almanac's method computes them, without any network. The Ministry's printed table
 * may differ by a minute or two.
 */
export function computedTimes(day: CivilDay, governorate: GovernorateName): PrayerTimes {
  const { latitude, longitude } = governorates[governorate];
  const computed = new Computed(new Coordinates(latitude, longitude), wornBy(day), kuwaitMethod);
  // Anything else would be a mistake of ours about the day, and would show as a time of the day before or after.
  if (kuwaitDayOf(computed.dhuhr.getTime()) !== day) throw new RangeError(`no prayer times for ${day}`);
  const minute = (at: Date) => kuwaitMinuteOf(at.getTime());
  return {
    fajr: minute(computed.fajr),
    sunrise: minute(computed.sunrise),
    dhuhr: minute(computed.dhuhr),
    asr: minute(computed.asr),
    maghrib: minute(computed.maghrib),
    isha: minute(computed.isha),
  };
}

/**
 * adhan reads year, month and day of its date by the clock of the process: noon of that clock on the day that is meant
 * is the same day in every zone, with or without summer time.
 */
function wornBy(day: CivilDay): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
}
