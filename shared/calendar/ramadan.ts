import { addDays, type CivilDay } from './civil-day.ts';
import type { Moon } from './moon.ts';

const RAMADAN = 9;

/** The owner's switch: by the moon, or held on or off whatever the moon does. */
export const ramadanSwitches = ['auto', 'on', 'off'] as const;
export type RamadanSwitch = (typeof ramadanSwitches)[number];

/** Ramadan of a Hijri year: its days, Eid after it, and whether both were announced. */
export type RamadanSpan = {
  year: number;
  first: CivilDay;
  last: CivilDay;
  eid: CivilDay;
  announced: { ramadan: boolean; eid: boolean };
};

/** Undefined where no table reaches. */
export function ramadanOf(year: number, moon: Moon): RamadanSpan | undefined {
  const first = moon.dayOf({ year, month: RAMADAN, day: 1 });
  const eid = moon.dayOf({ year, month: RAMADAN + 1, day: 1 });
  if (first === undefined || eid === undefined) return undefined;
  const announced = { ramadan: moon.isAnnounced(year, RAMADAN), eid: moon.isAnnounced(year, RAMADAN + 1) };
  return { year, first, last: addDays(eid, -1), eid, announced };
}

/**
 * Every Ramadan that touches the days from one to another, both included: a Gregorian year may hold two (2030 does).
 */
export function ramadansBetween(from: CivilDay, to: CivilDay, moon: Moon): RamadanSpan[] {
  const [start, end] = [moon.hijriOf(from).year, moon.hijriOf(to).year];
  const years = Array.from({ length: end - start + 1 }, (_, index) => start + index);
  return years
    .map((year) => ramadanOf(year, moon))
    .filter((span) => span !== undefined)
    .filter(({ first, last }) => first <= to && last >= from);
}

/** Whether the rhythm of Ramadan holds on a day. */
export const isRamadan = (day: CivilDay, moon: Moon, held: RamadanSwitch = 'auto'): boolean =>
  held === 'auto' ? moon.hijriOf(day).month === RAMADAN : held === 'on';
