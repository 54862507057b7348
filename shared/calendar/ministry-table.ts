import { plainDigits } from '../contract/text.ts';
import { type CivilDay, civilDay, clockTime, minuteOf } from './civil-day.ts';
import { type DayTime, dayTimes, differenceOf, isInOrder, type PrayerTimes } from './prayer.ts';

/** A day as the Ministry printed it. It is the table of the whole country, as the press prints it. */
export type MinistryDay = { date: CivilDay; times: PrayerTimes };

/** What is wrong with a line of an imported table. `line` counts from 1, the header included. */
export type TableFault = { line: number; issue: TableIssue; field?: string };
export type TableIssue =
  | 'header'
  | 'columns'
  | 'no_such_date'
  | 'time'
  | 'order'
  | 'far_from_computed'
  | 'twice'
  | 'empty'
  | 'too_long';

/** A printed table is a year at most. */
const MOST_LINES = 400;
/** The printed table and the computed one differ by a minute or two; more than this is another city, or a slip. */
const FURTHEST_MINUTES = 15;
const COLUMNS: readonly string[] = ['date', ...dayTimes];

/**
 * Reads the Ministry's table as an owner pastes it: lines of `date,fajr,sunrise,dhuhr,asr,maghrib,isha`, with `HH:MM`
 * by the clock of 24 hours and digits of either kind; separated by commas, semicolons or tabs. All of it or nothing:
 * with any fault there are no days.
 *
 * @param computed what the method gives for a day, to notice a table of somewhere else
 */
export function readMinistryTable(
  pasted: string,
  computed: (day: CivilDay) => PrayerTimes,
): { days: MinistryDay[]; faults: TableFault[] } {
  const lines = pasted.split(/\r\n|\r|\n/).map((text, index) => ({ cells: cellsOf(text), line: index + 1 }));
  const [header, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!header || rows.length === 0) return { days: [], faults: [{ line: 1, issue: 'empty' }] };
  if (COLUMNS.some((column, index) => header.cells[index]?.toLowerCase() !== column))
    return { days: [], faults: [{ line: header.line, issue: 'header' }] };
  if (rows.length > MOST_LINES) return { days: [], faults: [{ line: MOST_LINES + 2, issue: 'too_long' }] };
  const read = rows.map(({ cells, line }) => readRow(cells, line, computed));
  const days = read.filter((row) => 'times' in row);
  const seen = new Set<CivilDay>();
  const twice = days.filter(({ date }) => seen.has(date) || !seen.add(date));
  const faults = [
    ...read.filter((row) => 'issue' in row),
    ...twice.map(({ line }) => ({ line, issue: 'twice' as const, field: 'date' })),
  ].sort((one, other) => one.line - other.line);
  return { days: faults.length > 0 ? [] : days.map(({ date, times }) => ({ date, times })), faults };
}

function readRow(
  cells: readonly string[],
  line: number,
  computed: (day: CivilDay) => PrayerTimes,
): (MinistryDay & { line: number }) | TableFault {
  if (cells.length !== COLUMNS.length) return { line, issue: 'columns' };
  const date = civilDay.safeParse(cells[0]).data;
  if (date === undefined) return { line, issue: 'no_such_date', field: 'date' };
  const clocks = dayTimes.map((name, index) => ({ name, clock: clockTime.safeParse(cells[index + 1]).data }));
  const unread = clocks.find(({ clock }) => clock === undefined);
  if (unread) return { line, issue: 'time', field: unread.name };
  const minutes = clocks.map(({ name, clock = '' }) => [name, minuteOf(clock)] as const);
  const times = Object.fromEntries(minutes) as Record<DayTime, number>;
  if (!isInOrder(times)) return { line, issue: 'order' };
  if (differenceOf(times, computed(date)) > FURTHEST_MINUTES) return { line, issue: 'far_from_computed' };
  return { date, times, line };
}

/** `4:51` counts as `04:51`; a table that was copied brings the mark of its encoding along. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\ufeff/, '')
    .split(/[,;\t]/)
    .map((cell) => plainDigits(cell).replace(/^(\d):/, '0$1:'));
