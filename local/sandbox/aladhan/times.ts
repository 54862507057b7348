import { CalculationMethod, type CalculationParameters, Coordinates, Madhab, PrayerTimes } from 'adhan';

/** A day of the civil calendar, read from `DD-MM-YYYY`. */
export type CivilDate = { day: number; month: number; year: number };

/** What a request asks for, as the service understood it. */
export type Asked = {
  latitude: number;
  longitude: number;
  method: number;
  school: 0 | 1;
  /** Minutes to add, in the order Imsak, Fajr, Sunrise, Dhuhr, Asr, Maghrib, Sunset, Isha, Midnight. */
  tune: readonly number[];
  iso8601: boolean;
  calendarMethod: string;
};

/** The methods it knows by number; of the real service's two dozen those that are told apart here. */
export const methods: Readonly<Record<number, { name: string; make: () => CalculationParameters }>> = {
  3: { name: 'Muslim World League', make: CalculationMethod.MuslimWorldLeague },
  4: { name: 'Umm Al-Qura University, Makkah', make: CalculationMethod.UmmAlQura },
  8: { name: 'Gulf Region', make: CalculationMethod.Dubai },
  9: { name: 'Kuwait', make: CalculationMethod.Kuwait },
  10: { name: 'Qatar', make: CalculationMethod.Qatar },
};

const IMSAK_BEFORE_MS = 10 * 60_000;
const names = ['Imsak', 'Fajr', 'Sunrise', 'Dhuhr', 'Asr', 'Maghrib', 'Sunset', 'Isha', 'Midnight'] as const;

/** The times of a day by name, as instants (ms). */
export function timesOf({ day, month, year }: CivilDate, asked: Asked): Record<string, number> {
  const parameters = methods[asked.method]?.make() ?? CalculationMethod.Kuwait();
  parameters.madhab = asked.school === 1 ? Madhab.Hanafi : Madhab.Shafi;
  // The library reads the day by the clock of the process: noon is the same day wherever that is.
  const date = new Date(year, month - 1, day, 12);
  const times = new PrayerTimes(new Coordinates(asked.latitude, asked.longitude), date, parameters);
  const next = new PrayerTimes(
    new Coordinates(asked.latitude, asked.longitude),
    new Date(year, month - 1, day + 1, 12),
    parameters,
  );
  const [sunset, fajr] = [times.maghrib.getTime(), next.fajr.getTime()];
  const night = fajr - sunset;
  const plain: Record<string, number> = {
    Fajr: times.fajr.getTime(),
    Sunrise: times.sunrise.getTime(),
    Dhuhr: times.dhuhr.getTime(),
    Asr: times.asr.getTime(),
    Sunset: sunset,
    Maghrib: sunset,
    Isha: times.isha.getTime(),
    Imsak: times.fajr.getTime() - IMSAK_BEFORE_MS,
    Midnight: sunset + (next.sunrise.getTime() - sunset) / 2,
    Firstthird: sunset + night / 3,
    Lastthird: sunset + (2 * night) / 3,
  };
  for (const [index, name] of names.entries()) plain[name] = (plain[name] ?? 0) + (asked.tune[index] ?? 0) * 60_000;
  return plain;
}
