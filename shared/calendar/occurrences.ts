import { addDays, type CivilDay, numberOfDay, weekdayOf } from './civil-day.ts';
import { isTabled, monthIndex } from './hijri.ts';
import type { Moon } from './moon.ts';
import { MOST_OCCURRENCES, type Recurrence } from './recurrence.ts';

/** An occurrence has a number that stays its own, whatever is skipped: planning it twice finds it planned. */
export type Occurrence = { number: number; date: CivilDay };

/**
 * The occurrences of a rule from one day to another, both included. The same question has the same answer, so whoever
 * plans may run as often as they like. A corrected moon moves days of the Hijri calendar and keeps their numbers.
 */
export function occurrencesBetween(rule: Recurrence, from: CivilDay, to: CivilDay, moon: Moon): Occurrence[] {
  const skipped = new Set(rule.skipped);
  const found: Occurrence[] = [];
  const last = rule.until !== undefined && rule.until < to ? rule.until : to;
  const most = rule.count ?? MOST_OCCURRENCES;
  let number = 0;
  for (let date = rule.first; date <= last && number < most; date = addDays(date, 1)) {
    if (!falls(rule, date, moon)) continue;
    number += 1;
    if (date >= from && !skipped.has(date)) found.push({ number, date });
  }
  return found;
}

function falls({ first, repeats }: Recurrence, date: CivilDay, moon: Moon): boolean {
  switch (repeats.every) {
    case 'week':
      return repeats.weekdays.includes(weekdayOf(date)) && weeksBetween(first, date) % repeats.interval === 0;
    case 'month':
      return (
        repeats.days.includes(Number(date.slice(8))) && (civilMonth(date) - civilMonth(first)) % repeats.interval === 0
      );
    case 'hijri_month':
    case 'hijri_year': {
      if (!isTabled(date)) return false;
      const hijri = moon.hijriOf(date);
      if (!repeats.days.includes(hijri.day)) return false;
      if (repeats.every === 'hijri_year') return hijri.month === repeats.month;
      return (monthIndex(hijri) - monthIndex(moon.hijriOf(first))) % repeats.interval === 0;
    }
  }
}

/** Weeks begin on Sunday. */
const weeksBetween = (first: CivilDay, date: CivilDay): number =>
  (numberOfDay(date) - weekdayOf(date) - (numberOfDay(first) - weekdayOf(first))) / 7;

const civilMonth = (day: CivilDay): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
