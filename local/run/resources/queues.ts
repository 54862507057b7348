import * as z from 'zod/mini';
import type { Sqs } from '../../aws/sqs.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';

const Shape = z.looseObject({
  QueueName: z.optional(z.string()),
  VisibilityTimeout: z.optional(z.number()),
  DelaySeconds: z.optional(z.number()),
  MessageRetentionPeriod: z.optional(z.number()),
  ReceiveMessageWaitTimeSeconds: z.optional(z.number()),
  MaximumMessageSize: z.optional(z.number()),
  FifoQueue: z.optional(z.boolean()),
  ContentBasedDeduplication: z.optional(z.boolean()),
  RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
  // Nobody can tell locally whether a queue is encrypted or what it is tagged with.
  SqsManagedSseEnabled: z.optional(z.boolean()),
  Tags: z.optional(z.unknown()),
});
const honoured = new Set(Object.keys(Shape.shape));

/**
 * Creates every queue of the template; messages of an earlier run are still in them. Says which queues of an earlier
 * run hold messages and are not in the template any more.
 */
export function createQueues(
  application: Application,
  sqs: Pick<Sqs, 'createQueue' | 'strays'>,
  say: (line: string) => void,
): void {
  const queues = application.all('AWS::SQS::Queue', Shape);
  // Dead-letter queues first: a queue may move messages the moment it exists.
  queues.sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties));
  for (const { logicalId, identity, properties } of queues) {
    const unknown = Object.keys(properties).find((name) => !honoured.has(name));
    if (unknown !== undefined) throw new TemplateError(`Queue ${logicalId} has ${unknown}, unknown to the local cloud`);
    const { RedrivePolicy: redrive } = properties;
    const settings = {
      visibilityTimeout: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      waitSeconds: properties.ReceiveMessageWaitTimeSeconds,
      maxMessageBytes: properties.MaximumMessageSize,
      fifo: properties.FifoQueue,
      contentBasedDeduplication: properties.ContentBasedDeduplication,
      redrive: redrive && { targetArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
    };
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    sqs.createQueue({ name: identity.attributes.QueueName ?? logicalId, ...Object.fromEntries(given) });
  }
  for (const { name, messages } of sqs.strays())
    say(
      `The queue ${name} is not in the template any more and still holds ${messages} message(s) of an earlier run: ` +
        'they wait until a queue of this name is back, or go with npm start -- --fresh',
    );
}
