import { fromWallTime } from '#shared/calendar/wall-time.ts';

export const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;

const A_SUNDAY = '2026-01-04T12:00';
const DAY_MS = 86_400_000;

/** An instant on a day of the week (0 is Sunday), for formatters that say its name. */
export const noonOn = (weekday: number): number => fromWallTime(A_SUNDAY) + weekday * DAY_MS;

/** The same at a full hour. */
export const atHour = (weekday: number, hour: number): number => noonOn(weekday) + (hour - 12) * 3_600_000;
