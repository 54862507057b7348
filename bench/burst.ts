import { type Burst, simulateBurst } from './burst/model.ts';
import { percentile } from './burst/percentile.ts';
import { pollersOf } from './burst/pollers.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

const POSTS = 10_000;
const SEED = 1;

/** P7: ten thousand posts in one minute (iftar), with the batch sizes and limits that the template really sets. */
export function burst(root: string): Figure[] {
  const settings = { posts: POSTS, seed: SEED, ...pollersOf(root) };
  return [
    ...figures('10,000 prepared posts', { ...settings, isPrepared: true, largestShare: 0.1 }),
    ...figures('10,000 prepared posts, 9,000 of one client', { ...settings, isPrepared: true, largestShare: 0.9 }),
    ...figures('10,000 posts asked for at once', { ...settings, isPrepared: false, largestShare: 0.1 }),
    ...figures('10,000 posts asked for at once, 9,000 of one client', {
      ...settings,
      isPrepared: false,
      largestShare: 0.9,
    }),
  ];
}

function figures(what: string, settings: Burst): Figure[] {
  const { firstLookMs, publishMs, shownAfterMs, writeUnits, peaks } = simulateBurst(settings);
  const { hottest } = simulateBurst({ ...settings, neverLags: true }).peaks;
  const each = `${rounded(writeUnits / POSTS, 1)} WRU a post`;
  const seconds = (series: number[], share: number) => rounded(percentile(series, share) / 1000, 1);
  const named = (name: string) => ({ id: 'P7', what: `${what}: ${name}` });
  const gate = (name: string, figure: number, unit: string, target: number, spread?: string) =>
    judged({ ...named(name), figure, unit, target, ...(spread === undefined ? {} : { spread }) });
  return [
    gate('never published', POSTS - publishMs.length, 'posts', 0),
    gate('start of publish, p50', seconds(publishMs, 0.5), 's', 60),
    gate('start of publish, p99', seconds(publishMs, 0.99), 's', 120),
    gate('start of publish, last', seconds(publishMs, 1), 's', 180),
    context({ ...named('first look, p50'), figure: seconds(firstLookMs, 0.5), unit: 's' }),
    gate('shown in lists after publication, p99', seconds(shownAfterMs, 0.99), 's', 30),
    context({ ...named('shown in lists after publication, last'), figure: seconds(shownAfterMs, 1), unit: 's' }),
    gate('writes of the table or one index, peak', peaks.busiest.units, 'WRU/s', 4_000, peaks.busiest.name),
    context({ ...named('writes of table and indexes together, peak'), figure: peaks.all, unit: 'WRU/s', spread: each }),
    gate('writes on one partition key value, peak', peaks.hottest.units, 'WRU/s', 1_000, peaks.hottest.name),
    gate('the same if nobody who follows lagged', hottest.units, 'WRU/s', 1_000, hottest.name),
  ];
}
