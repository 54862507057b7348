import { addDays, type CivilDay } from './civil-day.ts';
import type { Moon } from './moon.ts';
import { type OccasionKind, type OccasionName, occasionNames, ruleOf } from './occasion.ts';

/** One day of an occasion. `day` counts its days from 1. */
export type OccasionDay = {
  date: CivilDay;
  name: OccasionName;
  kind: OccasionKind;
  day: number;
  /** By the moon, and not announced: it may be a day earlier or later. */
  expected: boolean;
  /** The day that is off instead, when the Cabinet moved it. */
  observed?: CivilDay | undefined;
};

/** The Cabinet moves holidays by decision and not by rule, so whoever runs the platform says it. Keyed by first day. */
export type Observed = ReadonlyMap<`${OccasionName}:${CivilDay}`, CivilDay>;

/** What Kuwait keeps from one day to another, both included, in order; two on one day both stand (February 2028). */
export function occasionsBetween(
  from: CivilDay,
  to: CivilDay,
  moon: Moon,
  observed: Observed = new Map(),
): OccasionDay[] {
  return occasionNames
    .flatMap((name) => {
      const { kind, days = 1 } = ruleOf(name);
      return firstDays(name, from, to, moon).flatMap(({ date, expected }) =>
        Array.from({ length: days }, (_, index) => ({
          date: addDays(date, index),
          name,
          kind,
          day: index + 1,
          expected,
          observed: observed.get(`${name}:${date}`),
        })),
      );
    })
    .filter(({ date }) => date >= from && date <= to)
    .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

/** An occasion that began a few days before the span may reach into it. */
function firstDays(name: OccasionName, from: CivilDay, to: CivilDay, moon: Moon) {
  const rule = ruleOf(name);
  if ('civil' in rule) {
    const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
    return numbers(first - 1, last).map((year) => ({ date: `${year}-${rule.civil}`, expected: false }));
  }
  const [month, day] = rule.hijri;
  return numbers(moon.hijriOf(from).year - 1, moon.hijriOf(to).year).flatMap((year) => {
    const date = moon.dayOf({ year, month, day });
    return date === undefined ? [] : [{ date, expected: !moon.isAnnounced(year, month) }];
  });
}

const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
