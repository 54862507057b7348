/** A day in the Umm al-Qura calendar. Months count from 1 (Muharram); Ramadan is 9. */
export type HijriDate = { year: number; month: number; day: number };

const RAMADAN = 9;

// Made once: building one takes far longer than using it, and a month of the calendar asks some forty times.
const calendar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'Asia/Kuwait',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/**
 * The Hijri date on which an instant (ms) falls in Kuwait. `correctionDays` shifts it when the announced moon differs
 * from the calculated one (−1, 0 or 1).
 */
export function hijriOf(instant: number, correctionDays = 0): HijriDate {
  const parts = calendar.formatToParts(instant + correctionDays * 86_400_000);
  const value = (type: string) => Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
  return { year: value('year'), month: value('month'), day: value('day') };
}

export const isRamadan = (instant: number, correctionDays = 0): boolean =>
  hijriOf(instant, correctionDays).month === RAMADAN;
