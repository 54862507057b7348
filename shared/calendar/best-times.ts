import { FRIDAY } from './civil-day.ts';

/** How well each hour of the week does: 7 days from Sunday, of 24 hours each; 0 to 100, where 100 is the best hour. */
export type WeekHeat = readonly (readonly number[])[];

/** A published post and how it did: reactions, or whatever one measure is used for all. `hour` is Kuwait's. */
export type Result = { weekday: number; hour: number; score: number };

/** The map with what it rests on: `posts` of the business itself, of which `enough` are needed. */
export type BestTimes = { heat: WeekHeat; posts: number; basis: 'prior' | 'own'; enough: number };

/** Fewer posts say more about chance than about the hour. */
export const ENOUGH_POSTS = 30;
/** So many posts of one hour weigh as much as the prior does. */
const PRIOR_WEIGHT = 3;

const everyHour = Array.from({ length: 24 }, (_, hour) => hour);
const week = [0, 1, 2, 3, 4, 5, 6];

/** A hill around an hour, three hours to either side, past midnight too. */
const around = (hour: number, peak: number, height: number): number => {
  const apart = Math.min(Math.abs(hour - peak), 24 - Math.abs(hour - peak));
  return Math.max(0, height * (1 - apart / 4));
};

/**
 * What is said of Kuwait where a business has no results yet: late evenings, Thursday night and Friday afternoon;
 * Friday before noon is weak. In Ramadan before iftar, after tarawih and before dawn. Taken from press reports of the
 * 2010s and habit, which the screens say.
 */
export function priorHeat(ramadan: boolean): WeekHeat {
  const peaks: readonly (readonly [number, number])[] = ramadan
    ? [
        [16, 75],
        [22, 100],
        [2, 65],
      ]
    : [
        [12, 55],
        [17, 60],
        [21, 100],
      ];
  return week.map((weekday) =>
    everyHour.map((hour) => {
      const base = Math.max(8, ...peaks.map(([peak, height]) => around(hour, peak, height)));
      return Math.round(Math.min(100, base * factorOf(weekday, hour, ramadan)));
    }),
  );
}

const THURSDAY = 4;

function factorOf(weekday: number, hour: number, ramadan: boolean): number {
  if (weekday === FRIDAY && hour >= 10 && hour <= 13) return 0.3;
  if (ramadan) return 1;
  if (weekday === THURSDAY && hour >= 20) return 1;
  if (weekday === FRIDAY && hour >= 15 && hour <= 19) return 1.3;
  return 0.9;
}

/**
 * The best hours of a business: from its own results when there are enough, drawn towards the prior where an hour has
 * only a few. Results of Ramadan and of the rest of the year are two questions.
 */
export function bestTimes(results: readonly Result[], ramadan: boolean): BestTimes {
  const prior = priorHeat(ramadan);
  const posts = results.length;
  if (posts < ENOUGH_POSTS) return { heat: prior, posts, basis: 'prior', enough: ENOUGH_POSTS };
  const mean = results.reduce((sum, { score }) => sum + score, 0) / posts;
  const raw = week.map((weekday) =>
    everyHour.map((hour) => {
      const own = results.filter((result) => result.weekday === weekday && result.hour === hour);
      const sum = own.reduce((total, { score }) => total + score, 0);
      const expected = mean * (0.5 + (prior[weekday]?.[hour] ?? 0) / 100);
      return (sum + expected * PRIOR_WEIGHT) / (own.length + PRIOR_WEIGHT);
    }),
  );
  const best = Math.max(...raw.flat(), Number.MIN_VALUE);
  return {
    heat: raw.map((day) => day.map((value) => Math.round((value / best) * 100))),
    posts,
    basis: 'own',
    enough: ENOUGH_POSTS,
  };
}

/** The best hours, best first, at least three hours apart on one day. */
export function bestHours(heat: WeekHeat, most: number): { weekday: number; hour: number; heat: number }[] {
  const all = heat
    .flatMap((day, weekday) => day.map((value, hour) => ({ weekday, hour, heat: value })))
    .sort((one, other) => other.heat - one.heat || one.weekday - other.weekday || one.hour - other.hour);
  const chosen: typeof all = [];
  for (const hour of all) {
    const isNear = chosen.some((other) => other.weekday === hour.weekday && Math.abs(other.hour - hour.hour) < 3);
    if (!isNear && chosen.length < most) chosen.push(hour);
  }
  return chosen;
}
