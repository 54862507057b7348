import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Poller } from './stage.ts';

const Mapping = z.object({
  Type: z.string(),
  Properties: z.looseObject({
    BatchSize: z.optional(z.number()),
    ScalingConfig: z.optional(z.object({ MaximumConcurrency: z.number() })),
  }),
});
const Template = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** Batch size and concurrency of the event sources on the way, as the synthesised template really sets them. */
export function pollersOf(root: string): Record<'due' | 'publish' | 'feed' | 'rollUp' | 'mark', Poller> {
  const file = join(root, 'cdk.out/Service.template.json');
  const { Resources } = Template.parse(JSON.parse(readFileSync(file, 'utf8')));
  const poller = (prefix: string): Poller => {
    const found = Object.entries(Resources).find(
      ([id, { Type }]) => id.startsWith(prefix) && Type === 'AWS::Lambda::EventSourceMapping',
    )?.[1];
    const { BatchSize = 10, ScalingConfig } = Mapping.parse(found).Properties;
    return { batchSize: BatchSize, maxConcurrency: ScalingConfig?.MaximumConcurrency ?? 1_000 };
  };
  return {
    due: poller('PublishingDue'),
    publish: poller('PublishingPublish'),
    feed: poller('ChangesFeed'),
    rollUp: poller('PostsRollup'),
    mark: poller('SocialMark'),
  };
}
