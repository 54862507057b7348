import { type Burst, simulateBurst } from './burst/model.ts';
import { percentile } from './burst/percentile.ts';
import { pollersOf } from './burst/pollers.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

const SEEDS = [1, 2, 3];
/** How late the last schedules fire: as AWS allows itself, or all in one rush, which is harder on the queue. */
const fires = [
  { when: 'schedules fire up to 59 s late', latestFireMs: 59_000 },
  { when: 'all schedules fire at once', latestFireMs: 0 },
];

/**
 * P9: one client owns 9,000 of the 10,000 posts of a minute. How late the other clients' posts begin to go out (99 %
 * of them), compared with the same minute without that client's posts.
 */
export function fairness(root: string): Figure[] {
  const settings = { posts: 10_000, largestShare: 0.9, isPrepared: true, ...pollersOf(root) };
  return fires.flatMap(({ when, latestFireMs }) => {
    const runs = SEEDS.map((seed) => measured({ ...settings, latestFireMs, seed }));
    const worst = (of: (run: (typeof runs)[number]) => number) => rounded(Math.max(...runs.map(of)));
    const named = (what: string) => ({ id: 'P9', what: `${when}: ${what}`, unit: '×' });
    const spread = runs.map(({ spread: text }) => text).join('; ');
    return [
      judged({ ...named("others' p99 with and without"), figure: worst(({ fair }) => fair), target: 1.5, spread }),
      context({ ...named('if queues were not fair'), figure: worst(({ unfair }) => unfair) }),
      context({ ...named('if even its schedules were not there'), figure: worst(({ alone }) => alone) }),
    ];
  });
}

function measured(settings: Burst) {
  const p99 = (change: Partial<Burst>) => percentile(simulateBurst({ ...settings, ...change }).others.publishMs, 0.99);
  const [withIt, without] = [p99({}), p99({ largest: 'only fires' })];
  return {
    fair: withIt / without,
    unfair: p99({ isFair: false }) / without,
    alone: withIt / p99({ largest: 'stays away' }),
    spread: `${rounded(withIt / 1000, 1)} s and ${rounded(without / 1000, 1)} s`,
  };
}
