import { CalendarDate, getDayOfWeek, isWeekend, parseDate, startOfWeek } from '@internationalized/date';
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

function toDay(date: CalendarDate, month: number): Day {
  const hijri = hijriOf(noonOf(date.toString()));
  return {
    date: date.toString(),
    dayOfMonth: date.day,
    inMonth: date.month === month,
    weekend: isWeekend(date, 'ar-KW'),
    hijri,
    occasion: occasionOf(hijri),
  };
}

// The region data says that Kuwait's week begins on Saturday; businesses there plan from Sunday.
const sunday = (date: CalendarDate): CalendarDate => startOfWeek(date, 'ar-KW', 'sun');

/** The week around `date`, Sunday first. */
export function weekOf(date: string): Day[] {
  const day = parseDate(date);
  const first = sunday(day);
  return Array.from({ length: 7 }, (_, offset) => toDay(first.add({ days: offset }), day.month));
}

/** The weeks that show the month around `date`: four to six, Sunday first, with the days of the neighbours. */
export function weeksOfMonth(date: string): Day[][] {
  const { year, month } = parseDate(date);
  const weeks: Day[][] = [];
  let start = sunday(new CalendarDate(year, month, 1));
  do {
    weeks.push(Array.from({ length: 7 }, (_, offset) => toDay(start.add({ days: offset }), month)));
    start = start.add({ weeks: 1 });
  } while (start.month === month);
  return weeks;
}

/** The first day of the month that is `by` months after that of `date`. */
export const monthAfter = (date: string, by: number): string =>
  parseDate(date).set({ day: 1 }).add({ months: by }).toString();

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
  return { from: startOfDay(first), to: startOfDay(parseDate(last).add({ days: 1 }).toString()) };
}

/** The same view one period earlier (−1) or later (1). */
export function shiftView(view: CalendarView, date: string, by: 1 | -1): string {
  return view === 'week' ? parseDate(date).add({ weeks: by }).toString() : monthAfter(date, by);
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => getDayOfWeek(parseDate(date), 'ar-KW', 'sun');
