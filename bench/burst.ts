import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Moves, type Outcome, type Poller, simulateBurst } from './burst/model.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

const POSTS = 10_000;
const SEED = 1;
/** Units of claim, staging, arming and commit; their sum is what P4 measures for one target. */
const moves: Moves = [5, 5, 4, 5];
const Mapping = z.object({
  Type: z.string(),
  Properties: z.looseObject({
    BatchSize: z.optional(z.number()),
    ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.number() })),
  }),
});
const Template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** P7: ten thousand posts in one minute (iftar), with the batch sizes and limits that the template really sets. */
export function burst(root: string): Figure[] {
  const pollers = pollersOf(join(root, 'cdk.out/Service.template.json'));
  const settings = {
    posts: POSTS,
    moves,
    seed: SEED,
    due: pollers('PublishingDue'),
    publish: pollers('PublishingPublish'),
  };
  const spread = simulateBurst({ ...settings, largestShare: 0.1 });
  const oneClient = simulateBurst({ ...settings, largestShare: 0.9 });
  return [...figures('10,000 posts', spread), ...figures('10,000 posts, 9,000 of one client', oneClient)];
}

function figures(what: string, { firstLookMs, publishMs, ...peaks }: Outcome): Figure[] {
  const seconds = (series: number[], share: number) => {
    const sorted = [...series].sort((a, b) => a - b);
    return rounded((sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0) / 1000, 1);
  };
  const gate = (name: string, figure: number, unit: string, target: number) =>
    judged({ id: 'P7', what: `${what}: ${name}`, figure, unit, target });
  return [
    gate('never published', POSTS - publishMs.length, 'posts', 0),
    gate('start of publish, p50', seconds(publishMs, 0.5), 's', 60),
    gate('start of publish, p99', seconds(publishMs, 0.99), 's', 120),
    gate('start of publish, last', seconds(publishMs, 1), 's', 180),
    context({ id: 'P7', what: `${what}: first look, p50`, figure: seconds(firstLookMs, 0.5), unit: 's' }),
    gate('table writes, peak', peaks.peakWritesPerSecond, 'WRU/s', 4_000),
    gate('table writes of one client, peak', peaks.peakWritesOfOneClient, 'WRU/s', 1_000),
  ];
}

/** Batch size and concurrency of a queue's poller, by the beginning of its logical id. */
function pollersOf(file: string): (prefix: string) => Poller {
  const { Resources } = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (prefix) => {
    const found = Object.entries(Resources).find(
      ([id, { Type }]) => id.startsWith(prefix) && Type === 'AWS::Lambda::EventSourceMapping',
    )?.[1];
    const { BatchSize = 10, ScalingConfig } = Mapping.parse(found).Properties;
    return { batchSize: BatchSize, maxConcurrency: ScalingConfig?.MaximumConcurrency ?? 1_000 };
  };
}
