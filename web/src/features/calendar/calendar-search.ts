import { wallTime } from '#shared/calendar/wall-time.ts';
import { type PostState, postStates } from '#shared/publishing/states.ts';
import { type CalendarView, calendarViews } from './calendar-days.ts';

/** The calendar's part of the address. */
export type CalendarSearch = { view?: string | undefined; date?: string | undefined; state?: string | undefined };

/**
 * Reads the address; whatever is not understood counts as not given. A narrow screen shows the list where a wide one
 * shows the month.
 */
export function readSearch(
  { view, date, state }: CalendarSearch,
  { today, narrow }: { today: string; narrow: boolean },
): { view: CalendarView; date: string; state: PostState | undefined } {
  const asked = calendarViews.find((candidate) => candidate === view) ?? 'month';
  return {
    view: narrow && asked === 'month' ? 'list' : asked,
    date: date && wallTime.safeParse(`${date}T00:00`).success ? date : today,
    state: postStates.find((candidate) => candidate === state),
  };
}

type Written = { view?: string; date?: string; state?: string };

/** The address after a change; what is changed to undefined leaves it. */
export function changedSearch(search: CalendarSearch, change: CalendarSearch): Written {
  const { view, date, state } = { ...search, ...change };
  return { ...(view ? { view } : {}), ...(date ? { date } : {}), ...(state ? { state } : {}) };
}
