import { DUE } from '#test/shared/publishing/build.ts';
import { simulate } from '#test/simulation/simulate.ts';
import { type Figure, judged, rounded } from './figure.ts';

const MINUTE = 60_000;
const SEEDS = [1, 2, 3];
const CROWD = 2_000;
const AHEAD_MS = 30 * MINUTE;

/**
 * P8: how many posts are not ready at the network when their minute comes, of those that were scheduled at least half
 * an hour ahead, while one image in twenty takes the network one to seven minutes. How long a worker is occupied
 * meanwhile is measured with the real one, beside P4.
 */
export function preStaging(): Figure[] {
  const days = SEEDS.map((seed) => {
    const { table } = simulate(seed, { only: 'none', crowd: CROWD });
    const targets = table.all().map(({ targetId }) => table.history(targetId));
    const ahead = targets.filter((rows) =>
      rows.some(({ at, target }) => target.state === 'scheduled' && target.publishAt === DUE && at <= DUE - AHEAD_MS),
    );
    const late = ahead.filter((rows) => !rows.some(({ target: { preparedAt } }) => (preparedAt ?? DUE) < DUE));
    return { ahead: ahead.length, late: late.length };
  });
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
  return [
    judged({
      id: 'P8',
      what: 'posts scheduled half an hour ahead that are not ready at their minute',
      figure: rounded((sum(({ late }) => late) / sum(({ ahead }) => ahead)) * 100),
      unit: '%',
      target: 1,
      spread: days.map(({ late, ahead }) => `${late} of ${ahead}`).join(', '),
    }),
  ];
}
