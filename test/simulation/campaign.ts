import { isResting } from '#shared/publishing/states.ts';
import { broken } from './check.ts';
import { allFaultRows, type FaultRow, faultRows } from './faults.ts';
import { allGuards, type Guard } from './guards.ts';
import { type History, type Options, simulate } from './simulate.ts';

/** Three hundred posts in one minute, and the network answers nobody for two hours. */
export const darkIftar = { only: 'none', crowd: 300, outage: [-5, 115] } as const satisfies Options;

/** What a number of histories came to. `wrong` are the broken promises, each with the seed that plays it again. */
export type Tally = {
  histories: number;
  targets: number;
  injected: number;
  lost: number;
  duplicated: number;
  stuck: number;
  needsReview: number;
  wrong: string[];
};

const emptyTally = (): Tally => ({
  histories: 0,
  targets: 0,
  injected: 0,
  lost: 0,
  duplicated: 0,
  stuck: 0,
  needsReview: 0,
  wrong: [],
});

function count(tally: Tally, history: History): void {
  const targets = history.table.all();
  const failures = broken(history);
  const of = (invariant: string) => failures.filter((failure) => failure.startsWith(invariant)).length;
  tally.histories++;
  tally.targets += targets.length;
  tally.injected += [...history.injected.values()].reduce((sum, times) => sum + times, 0);
  tally.duplicated += of('I1');
  tally.lost += of('I2') + of('I3');
  tally.stuck += targets.filter(({ state }) => !isResting(state)).length;
  tally.needsReview += targets.filter(({ state }) => state === 'needs_review').length;
  const play = `npm run simulate -- --seeds 1 --first ${history.seed}${history.only ? ` --only ${history.only}` : ''}`;
  tally.wrong.push(...failures.map((failure) => `${failure} (${play})`));
}

/** Plays `seeds` histories from `first` on, with every fault at once or with one row alone. */
export function campaign(first: number, seeds: number, only?: FaultRow): Tally {
  const tally = emptyTally();
  for (let seed = first; seed < first + seeds; seed++) count(tally, simulate(seed, only ? { only } : {}));
  return tally;
}

/** The first seed from `first` on whose history shows that a guard is missing; undefined when none of `most` does. */
export function notices(guard: Guard, first: number, most: number): number | undefined {
  const guards = { ...allGuards, [guard]: false };
  const options: Options = guard === 'circuit' ? { ...darkIftar, guards } : { guards };
  for (let seed = first; seed < first + most; seed++) if (broken(simulate(seed, options)).length > 0) return seed;
  return undefined;
}

/** Every row alone, a few times a day, on `perRow` days from `first` on. */
export const rowTallies = (first: number, perRow: number): ReadonlyMap<FaultRow, Tally> =>
  new Map(allFaultRows.map((row) => [row, campaign(first, perRow, row)]));

/** The fault table as Markdown: each row alone, then all of them at once. */
export function faultTable(first: number, perRow: number, mixed: Tally): { text: string; wrong: string[] } {
  const line = (name: string, what: string, { histories, injected, lost, duplicated, stuck, needsReview }: Tally) =>
    `| ${name} | ${what} | ${histories} | ${injected} | ${lost} | ${duplicated} | ${stuck} | ${needsReview} |`;
  const alone = [...rowTallies(first, perRow)].map(([row, tally]) => ({ row, tally }));
  const text = [
    '| row | fault | histories | injected | lost | duplicated | stuck | needs review |',
    '|---|---|---|---|---|---|---|---|',
    ...alone.map(({ row, tally }) => line(row, faultRows[row], tally)),
    line('all', 'everything at once', mixed),
  ].join('\n');
  return { text, wrong: [...alone.flatMap(({ tally }) => tally.wrong), ...mixed.wrong] };
}
