import type { Format } from '../../lib/format.ts';
import { type CalendarView, daysOf, noonOf } from './calendar-days.ts';

/** What a period is called in both calendars: "February 2026", "Sha'ban – Ramadan 1447". */
export function periodTitle(view: CalendarView, date: string, format: Format): { gregorian: string; hijri: string } {
  const days = daysOf(view === 'week' ? 'week' : 'list', date);
  const first = noonOf(days[0]?.date ?? date);
  const last = noonOf(days.at(-1)?.date ?? date);
  const gregorian = view === 'week' ? format.dateRange(first, last) : format.monthYear(noonOf(date));
  return { gregorian, hijri: format.hijriMonths(first, last) };
}
