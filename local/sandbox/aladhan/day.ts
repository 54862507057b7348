import { type Asked, type CivilDate, methods, timesOf } from './times.ts';

const ZONE = 'Asia/Kuwait';
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const readable = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: '2-digit', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, weekday: 'long' });
const arabicWeekday = new Intl.DateTimeFormat('ar', { timeZone: ZONE, weekday: 'long' });
const monthName = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'long' });
const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: ZONE,
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
});

/** As the service writes them, with their marks: whoever compares names instead of numbers finds out here. */
const hijriMonths = [
  ['Muḥarram', 'مُحَرَّم'],
  ['Ṣafar', 'صَفَر'],
  ['Rabīʿ al-awwal', 'رَبيع الأوّل'],
  ['Rabīʿ al-thānī', 'رَبيع الثاني'],
  ['Jumādá al-ūlá', 'جُمادى الأولى'],
  ['Jumādá al-ākhirah', 'جُمادى الآخرة'],
  ['Rajab', 'رَجَب'],
  ['Shaʿbān', 'شَعْبان'],
  ['Ramaḍān', 'رَمَضان'],
  ['Shawwāl', 'شَوّال'],
  ['Dhū al-Qaʿdah', 'ذوالقعدة'],
  ['Dhū al-Ḥijjah', 'ذوالحجة'],
] as const;

const padded = (value: number) => String(value).padStart(2, '0');
export const written = ({ day, month, year }: CivilDate) => `${padded(day)}-${padded(month)}-${year}`;
const noonOf = ({ day, month, year }: CivilDate) => Date.UTC(year, month - 1, day, 9);

/** A day's answer: with `" (+03)"` after each time where calendars write it. */
export function dayAnswer(date: CivilDate, asked: Asked, { suffix }: { suffix: boolean }) {
  const times = Object.entries(timesOf(date, asked)).map(([name, at]) => [name, timeText(at, asked.iso8601, suffix)]);
  return {
    timings: Object.fromEntries(times),
    date: {
      readable: readable.format(noonOf(date)),
      timestamp: String(noonOf(date) / 1000),
      hijri: hijriAnswer(date, asked.calendarMethod),
      gregorian: {
        date: written(date),
        format: 'DD-MM-YYYY',
        day: padded(date.day),
        weekday: { en: weekday.format(noonOf(date)) },
        month: { number: date.month, en: monthName.format(noonOf(date)) },
        year: String(date.year),
        designation: { abbreviated: 'AD', expanded: 'Anno Domini' },
      },
    },
    meta: {
      latitude: asked.latitude,
      longitude: asked.longitude,
      timezone: ZONE,
      method: { id: asked.method, name: methods[asked.method]?.name ?? '' },
      latitudeAdjustmentMethod: 'ANGLE_BASED',
      midnightMode: 'STANDARD',
      school: asked.school === 1 ? 'HANAFI' : 'STANDARD',
    },
  };
}

const timeText = (at: number, iso: boolean, suffix: boolean): string => {
  // Thirds of the night fall between minutes.
  const minute = Math.round(at / 60_000) * 60_000;
  if (iso) return `${new Date(minute + 3 * 3_600_000).toISOString().slice(0, 19)}+03:00`;
  return `${clock.format(minute)}${suffix ? ' (+03)' : ''}`;
};

/** The Hijri date of a civil one, in the service's words. */
export function hijriAnswer(date: CivilDate, calendarMethod: string) {
  const parts = new Map(hijri.formatToParts(noonOf(date)).map(({ type, value }) => [type, Number.parseInt(value, 10)]));
  const [day, month, year] = [parts.get('day') ?? 0, parts.get('month') ?? 0, parts.get('year') ?? 0];
  const [en = '', ar = ''] = hijriMonths[month - 1] ?? [];
  return {
    date: `${padded(day)}-${padded(month)}-${year}`,
    format: 'DD-MM-YYYY',
    day: String(day),
    weekday: { en: weekday.format(noonOf(date)), ar: arabicWeekday.format(noonOf(date)) },
    month: { number: month, en, ar },
    year: String(year),
    designation: { abbreviated: 'AH', expanded: 'Anno Hegirae' },
    holidays: [],
    method: calendarMethod,
  };
}
