import { addDays, FRIDAY, weekdayOf } from '#shared/calendar/civil-day.ts';
import { type HijriDate, hijriOf } from '#shared/calendar/hijri.ts';
import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';

export const calendarViews = ['month', 'week', 'list'] as const;
export type CalendarView = (typeof calendarViews)[number];

/** Days that a Kuwaiti business plans around. */
export type Occasion = 'ramadan' | 'eid_fitr' | 'eid_adha';

/** One square of the calendar. `date` is `YYYY-MM-DD` on the wall calendar of Kuwait. */
export type Day = {
  date: string;
  dayOfMonth: number;
  inMonth: boolean;
  weekend: boolean;
  hijri: HijriDate;
  occasion: Occasion | undefined;
};

/** The day on which an instant (ms) falls in Kuwait, as `YYYY-MM-DD`. */
export const dayOf = (instant: number): string => toWallTime(instant).slice(0, 10);

/** The instant (ms) at which a day begins in Kuwait. */
export const startOfDay = (date: string): number => fromWallTime(`${date}T00:00`);

/** Noon: safely inside the day, for formatters that take an instant. */
export const noonOf = (date: string): number => fromWallTime(`${date}T12:00`);

function occasionOf({ month, day }: HijriDate): Occasion | undefined {
  if (month === 9) return 'ramadan';
  if (month === 10 && day <= 3) return 'eid_fitr';
  if (month === 12 && day >= 10 && day <= 13) return 'eid_adha';
  return undefined;
}

function toDay(date: string, month: string): Day {
  const hijri = hijriOf(noonOf(date));
  return {
    date,
    dayOfMonth: Number(date.slice(8)),
    inMonth: date.slice(5, 7) === month,
    weekend: weekdayOf(date) >= FRIDAY,
    hijri,
    occasion: occasionOf(hijri),
  };
}

// The region data says that Kuwait's week begins on Saturday; businesses there plan from Sunday.
const sunday = (date: string): string => addDays(date, -weekdayOf(date));

const weekFrom = (first: string, month: string): Day[] =>
  Array.from({ length: 7 }, (_, offset) => toDay(addDays(first, offset), month));

/** The week around `date`, Sunday first. */
export const weekOf = (date: string): Day[] => weekFrom(sunday(date), date.slice(5, 7));

/** The weeks that show the month around `date`: four to six, Sunday first, with the days of the neighbours. */
export function weeksOfMonth(date: string): Day[][] {
  const month = date.slice(5, 7);
  const weeks: Day[][] = [];
  let start = sunday(monthAfter(date, 0));
  do {
    weeks.push(weekFrom(start, month));
    start = addDays(start, 7);
  } while (start.slice(5, 7) === month);
  return weeks;
}

/** The first day of the month that is `by` months after that of `date`. */
export function monthAfter(date: string, by: number): string {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + by;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

const monthOf = (date: string): Day[] =>
  weeksOfMonth(date)
    .flat()
    .filter((day) => day.inMonth);

/** The days that a view shows around `date`. The list shows the month itself and as many after it as `beyond` says. */
export function daysOf(view: CalendarView, date: string, beyond = 0): Day[] {
  if (view === 'week') return weekOf(date);
  if (view === 'month') return weeksOfMonth(date).flat();
  return Array.from({ length: beyond + 1 }, (_, by) => monthOf(monthAfter(date, by))).flat();
}

/** The instants (ms) that a view covers: `from` inclusive, `to` exclusive. */
export function rangeOf(view: CalendarView, date: string, beyond = 0): { from: number; to: number } {
  const days = daysOf(view, date, beyond);
  const first = days[0]?.date ?? date;
  const last = days.at(-1)?.date ?? date;
  return { from: startOfDay(first), to: startOfDay(addDays(last, 1)) };
}

/** The same view one period earlier (−1) or later (1). */
export function shiftView(view: CalendarView, date: string, by: 1 | -1): string {
  return view === 'week' ? addDays(date, by * 7) : monthAfter(date, by);
}
