import * as z from 'zod/mini';
import type { Sqs } from '../../aws/sqs.ts';
import type { Application } from '../template.ts';

const Shape = z.object({
  VisibilityTimeout: z._default(z.number(), 30),
  DelaySeconds: z._default(z.number(), 0),
  MessageRetentionPeriod: z._default(z.number(), 345_600),
  FifoQueue: z._default(z.boolean(), false),
  ContentBasedDeduplication: z._default(z.boolean(), false),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
});

/** Creates every queue of the template; messages of an earlier run are still in them. */
export function createQueues(application: Application, sqs: Pick<Sqs, 'createQueue'>): void {
  const queues = application.all('AWS::SQS::Queue', Shape);
  // Dead-letter queues first: a queue may move messages the moment it exists.
  queues.sort(
    (a, b) => Number(a.properties.RedrivePolicy !== undefined) - Number(b.properties.RedrivePolicy !== undefined),
  );
  for (const { logicalId, identity, properties } of queues) {
    const redrive = properties.RedrivePolicy;
    sqs.createQueue({
      name: identity.attributes.QueueName ?? logicalId,
      visibilityTimeout: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      fifo: properties.FifoQueue,
      contentBasedDeduplication: properties.ContentBasedDeduplication,
      ...(redrive === undefined
        ? {}
        : { redrive: { targetArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount } }),
    });
  }
}
