import { type CivilDay, dayOfNumber, numberOfDay } from './civil-day.ts';
import {
  calculatedStart,
  HIJRI_YEARS,
  type HijriDate,
  hijriOfDay,
  isTabled,
  monthIndex,
  monthOfIndex,
} from './hijri.ts';

/** A month whose beginning was announced: how many days later (−1, 0 or 1) than calculated it began. */
export type AnnouncedMonth = { readonly year: number; readonly month: number; readonly laterBy: -1 | 0 | 1 };

/** The Hijri calendar as Kuwait lives it: Umm al-Qura, put right where the moon was announced otherwise. */
export type Moon = {
  hijriOf(day: CivilDay): HijriDate;
  /** Undefined for a day that does not exist: the 30th of a month of 29 days, a month 13, a year without a table. */
  dayOf(date: HijriDate): CivilDay | undefined;
  /** 29 or 30; undefined where no table reaches. */
  lengthOf(year: number, month: number): number | undefined;
  /** Whether the beginning of a month was announced; else it is only expected. */
  isAnnounced(year: number, month: number): boolean;
};

const SHORT = 29;
const LONG = 30;

export function moonOf(announced: readonly AnnouncedMonth[]): Moon {
  const said = saidBy(announced);
  const corrected = withNeighbours(said);
  const startOf = (index: number) => shifted(calculatedStart(index), corrected.get(index));
  const lengthOf = (index: number) => {
    const [start, next] = [startOf(index), startOf(index + 1)];
    return start === undefined || next === undefined || index >= (HIJRI_YEARS.last + 1) * 12 ? undefined : next - start;
  };
  return {
    hijriOf: (day) => {
      const calculated = hijriOfDay(day);
      if (corrected.size === 0 || !isTabled(day)) return calculated;
      const number = numberOfDay(day);
      // A corrected month moves by days, so the day is in the calculated month or in one beside it.
      const index = monthIndex(calculated);
      for (const near of [index + 1, index, index - 1]) {
        const start = startOf(near);
        if (start !== undefined && start <= number) return { ...monthOfIndex(near), day: number - start + 1 };
      }
      return calculated;
    },
    dayOf: ({ year, month, day }) => {
      if (!Number.isInteger(month) || month < 1 || month > 12 || !Number.isInteger(day) || day < 1) return undefined;
      const index = monthIndex({ year, month });
      const [start, length] = [startOf(index), lengthOf(index)];
      return start === undefined || length === undefined || day > length ? undefined : dayOfNumber(start + day - 1);
    },
    lengthOf: (year, month) => lengthOf(monthIndex({ year, month })),
    isAnnounced: (year, month) => said.has(monthIndex({ year, month })),
  };
}

/** As calculated, nothing announced. */
export const calculatedMoon: Moon = moonOf([]);

/**
 * The months that the announcements contradict: a month has 29 days or 30, so announcements that leave one with 28 or
 * 31 cannot all be true.
 */
export function contradictions(announced: readonly AnnouncedMonth[]): { year: number; month: number }[] {
  const moon = moonOf(announced);
  const moved = [...withNeighbours(saidBy(announced)).keys()];
  return [...new Set(moved.flatMap((index) => [index - 1, index]))]
    .sort((one, other) => one - other)
    .map(monthOfIndex)
    .filter(({ year, month }) => {
      const length = moon.lengthOf(year, month);
      return length !== undefined && (length < SHORT || length > LONG);
    });
}

function saidBy(announced: readonly AnnouncedMonth[]): ReadonlyMap<number, number> {
  return new Map(announced.map((month) => [monthIndex(month), month.laterBy]));
}

/**
 * A month that begins a day later makes the one before it longer and itself shorter. Where that would be more than a
 * moon allows, its neighbours move, too, as far as it takes: Eid follows Ramadan. What was announced stays.
 */
function withNeighbours(said: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const corrected = new Map<number, number>(said);
  for (const direction of [1, -1])
    for (const [index] of [...said].sort(([a], [b]) => (a - b) * direction))
      for (let near = index + direction; !said.has(near); near += direction) {
        const change = neededBeside(near, near - direction, corrected);
        if (change === 0) break;
        corrected.set(near, change);
      }
  return corrected;
}

/** How far a month has to move so that the one between it and its neighbour has 29 or 30 days. */
function neededBeside(near: number, neighbour: number, corrected: ReadonlyMap<number, number>): number {
  const [own, fixed] = [calculatedStart(near), shifted(calculatedStart(neighbour), corrected.get(neighbour))];
  if (own === undefined || fixed === undefined) return 0;
  const held = corrected.get(near) ?? 0;
  const apart = Math.abs(own + held - fixed);
  const wanted = Math.min(Math.max(apart, SHORT), LONG);
  return wanted === apart ? 0 : held + (near > neighbour ? wanted - apart : apart - wanted);
}

function shifted(start: number | undefined, by = 0): number | undefined {
  return start === undefined ? undefined : start + by;
}
