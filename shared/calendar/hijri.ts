import { type CivilDay, dayOfNumber, kuwaitDayOf, numberOfDay } from './civil-day.ts';

/** A day in the Umm al-Qura calendar. Months count from 1 (Muharram); Ramadan is 9. */
export type HijriDate = { year: number; month: number; day: number };

/** The years for which Umm al-Qura is tabled: 30 April 1900 to 16 November 2077. */
export const HIJRI_YEARS = { first: 1318, last: 1500 } as const;
const FIRST_DAY = numberOfDay('1900-04-30');
const LAST_DAY = numberOfDay('2077-11-16');
const MEAN_MONTH = 29.530588;

/** Months since Muharram of year 0, so that they can be counted and compared. */
export const monthIndex = ({ year, month }: { year: number; month: number }): number => year * 12 + month - 1;
export const monthOfIndex = (index: number): { year: number; month: number } => ({
  year: Math.floor(index / 12),
  month: (index % 12) + 1,
});

// Made once: building one takes far longer than using it, and a month of the calendar asks some forty times. Named in
// full, because the other Islamic calendars differ from this one by a day.
const calendar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** The calculated Hijri date of a day in Kuwait; what was announced is in `moon.ts`. */
export function hijriOfDay(day: CivilDay): HijriDate {
  const parts = calendar.formatToParts(numberOfDay(day) * 86_400_000);
  const value = (type: string) => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
  return { year: value('year'), month: value('month'), day: value('day') };
}

/** The calculated Hijri date on which an instant (ms) falls in Kuwait. */
export const hijriOf = (instant: number): HijriDate => hijriOfDay(kuwaitDayOf(instant));

/** Whether Umm al-Qura is tabled for a day. */
export const isTabled = (day: CivilDay): boolean => {
  const number = numberOfDay(day);
  return number >= FIRST_DAY && number <= LAST_DAY;
};

const starts = new Map<number, number>();

/** The day number on which a month begins, as calculated. Undefined where no table reaches. */
export function calculatedStart(index: number): number | undefined {
  const first = HIJRI_YEARS.first * 12;
  // One month more: its start is the end of the last one.
  if (!Number.isInteger(index) || index < first || index > (HIJRI_YEARS.last + 1) * 12) return undefined;
  const known = starts.get(index);
  if (known !== undefined) return known;
  // The middle of the month by the mean moon lies inside it for certain; its date tells how far back the first is.
  const middle = Math.round(FIRST_DAY + (index - first) * MEAN_MONTH + 14);
  const start = middle - hijriOfDay(dayOfNumber(middle)).day + 1;
  starts.set(index, start);
  return start;
}
