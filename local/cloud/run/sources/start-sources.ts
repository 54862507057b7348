import type { Ground } from '../../aws/service.ts';
import type { AsyncInvocations } from '../async-invocations.ts';
import type { Keeper } from '../gate.ts';
import type { Services } from '../services.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import { startBucketSources } from './bucket-source.ts';
import { type Mapping, mappingsOf } from './mappings.ts';
import { startQueueSource } from './queue-source.ts';
import type { Source } from './source.ts';
import { startStreamSource } from './stream-source.ts';

/** What a function's role needs so that Lambda may read for it. */
const needed = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
};

type Tools = { ground: Ground; services: Services; workers: Workers; events: AsyncInvocations; keeper: Keeper };

/** Starts everything that feeds functions. A mapping whose function may not read its source stays silent, and is logged. */
export function startSources(application: Application, { ground, services, workers, events, keeper }: Tools): Source[] {
  const { sqs, s3, dynamodb } = services;
  const { region, clock, db } = ground;
  const mayRead = (mapping: Mapping): boolean => {
    const spec = workers.spec(mapping.functionName);
    return (
      spec !== undefined &&
      needed[mapping.kind].every((action) => keeper.permits(spec.role, spec.name, action, mapping.sourceArn))
    );
  };
  const giveUp = (mapping: Mapping) => (queueArn: string, body: string) => {
    const spec = workers.spec(mapping.functionName);
    if (spec !== undefined && keeper.permits(spec.role, spec.name, 'sqs:SendMessage', queueArn))
      sqs.send(queueArn, body);
  };
  const mapped = mappingsOf(application)
    .filter(mayRead)
    .map((mapping) =>
      mapping.kind === 'queue'
        ? startQueueSource(mapping, { sqs, workers, clock, region })
        : startStreamSource(mapping, { feed: dynamodb, workers, clock, db, region, giveUp: giveUp(mapping) }),
    );
  return [...mapped, startBucketSources(application, { s3, sqs, workers, events })];
}
