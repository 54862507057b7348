import * as z from 'zod/mini';
import { machineText } from '../contract/text.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Kuwait keeps no summer time, so its clock needs no time zone database: UTC+3 all year. */
const KUWAIT_MS = 3 * 60 * MINUTE_MS;

/** A day on the calendar of Kuwait, `YYYY-MM-DD`; no instant, and of no time zone. */
export type CivilDay = string;

/** A day that exists, in the years in which both calendars are known. 30 February is refused, not moved to March. */
export const civilDay = machineText().check(
  z.regex(/^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  z.refine((value) => dayOfNumber(numberOfDay(value)) === value, { error: 'no_such_date' }),
);

/** Days since 1 January 1970, which was a Thursday. */
export const numberOfDay = (day: CivilDay): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayOfNumber = (number: number): CivilDay => {
  const at = number * DAY_MS;
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : '';
};

export const addDays = (day: CivilDay, days: number): CivilDay => dayOfNumber(numberOfDay(day) + days);

/** 0 is Sunday, 4 Thursday, 5 Friday. */
export const weekdayOf = (day: CivilDay): number => (((numberOfDay(day) + 4) % 7) + 7) % 7;
export const FRIDAY = 5;

/** The day that an instant (ms) falls on in Kuwait. */
export const kuwaitDayOf = (instant: number): CivilDay => dayOfNumber(Math.floor((instant + KUWAIT_MS) / DAY_MS));

/** Whole minutes since midnight in Kuwait at an instant (ms): 0 to 1439. */
export const kuwaitMinuteOf = (instant: number): number => Math.floor(mod(instant + KUWAIT_MS, DAY_MS) / MINUTE_MS);

/** The instant (ms) of a minute of a day in Kuwait. Minutes outside 0–1439 lie on the days around it. */
export const instantIn = (day: CivilDay, minute: number): number =>
  numberOfDay(day) * DAY_MS - KUWAIT_MS + minute * MINUTE_MS;

/** Every day from one to another, both included. */
export function daysBetween(from: CivilDay, to: CivilDay): CivilDay[] {
  const first = numberOfDay(from);
  return Array.from({ length: Math.max(numberOfDay(to) - first + 1, 0) }, (_, index) => dayOfNumber(first + index));
}

/** `HH:MM` of a minute of the day, and back. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
export const clockTime = machineText().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

const mod = (value: number, by: number): number => ((value % by) + by) % by;
