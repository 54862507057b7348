import { globSync, readFileSync } from 'node:fs';
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

/** Batch size and concurrency of the event sources on the way, as the synthesised templates really set them. */
export function pollersOf(root: string): Record<'due' | 'publish' | 'feed' | 'rollUp' | 'mark', Poller> {
  const resources = globSync(join(root, 'cdk.out/*.template.json')).flatMap((file) =>
    Object.entries(Template.parse(JSON.parse(readFileSync(file, 'utf8'))).Resources),
  );
  const poller = (prefix: string): Poller => {
    const found = resources.find(
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
