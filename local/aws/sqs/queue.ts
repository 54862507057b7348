import { invalid, MAX_MESSAGE_BYTES } from './message.ts';
import type { Counts } from './message-store.ts';

const defaults = {
  visibilityTimeout: 30,
  delaySeconds: 0,
  retentionSeconds: 345_600,
  waitSeconds: 0,
  maxMessageBytes: MAX_MESSAGE_BYTES,
  fifo: false,
  contentBasedDeduplication: false,
};

type Settings = typeof defaults;
/** Where messages go that were received too often. */
type Redrive = { targetArn: string; maxReceiveCount: number };

/** A queue as the template declares it. Times are seconds. */
export type QueueDefinition = Partial<Settings> & { name: string; redrive?: Redrive };
export type Queue = Settings & { name: string; arn: string; createdAt: number; redrive?: Redrive };

/** Refuses a number outside the range, as SQS words it. */
export function checkRange(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw invalid(`Value ${value} for parameter ${name} is invalid. Reason: Must be between ${min} and ${max}.`);
}

/** Completes a definition, refusing what CreateQueue would refuse. `find` knows the queues declared before. */
export function defineQueue(
  definition: QueueDefinition,
  arn: string,
  createdAt: number,
  find: (arn: string) => Queue | undefined,
): Queue {
  const queue = { ...defaults, ...definition, arn, createdAt };
  const { name, fifo, redrive } = queue;
  if (!/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, '')) || name.length > 80)
    throw invalid(
      `The name ${name} can only include alphanumeric characters, hyphens and underscores, 1 to 80 in all.`,
    );
  if (fifo !== name.endsWith('.fifo'))
    throw invalid(`The name of a FIFO queue, and of no other, ends in .fifo: ${name}.`);
  checkRange('VisibilityTimeout', queue.visibilityTimeout, 0, 43_200);
  checkRange('DelaySeconds', queue.delaySeconds, 0, 900);
  checkRange('MessageRetentionPeriod', queue.retentionSeconds, 60, 1_209_600);
  checkRange('ReceiveMessageWaitTimeSeconds', queue.waitSeconds, 0, 20);
  checkRange('MaximumMessageSize', queue.maxMessageBytes, 1024, MAX_MESSAGE_BYTES);
  if (redrive === undefined) return queue;
  checkRange('maxReceiveCount', redrive.maxReceiveCount, 1, 1000);
  const target = find(redrive.targetArn);
  if (target === undefined || target.fifo !== fifo)
    throw invalid(
      `Value ${redrive.targetArn} for parameter RedrivePolicy of ${name} is invalid. Reason: ${
        target ? 'A dead-letter queue must be of the same type.' : 'Dead letter target does not exist.'
      }`,
    );
  return queue;
}

/** What GetQueueAttributes tells. */
export const attributesOf = (queue: Queue, counts: Counts): Record<string, string> => ({
  QueueArn: queue.arn,
  ApproximateNumberOfMessages: String(counts.depth),
  ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
  ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
  LastModifiedTimestamp: String(Math.floor(queue.createdAt / 1000)),
  VisibilityTimeout: String(queue.visibilityTimeout),
  DelaySeconds: String(queue.delaySeconds),
  MessageRetentionPeriod: String(queue.retentionSeconds),
  ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
  MaximumMessageSize: String(queue.maxMessageBytes),
  SqsManagedSseEnabled: 'true',
  ...(queue.redrive && {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queue.redrive.targetArn,
      maxReceiveCount: queue.redrive.maxReceiveCount,
    }),
  }),
  ...(queue.fifo && {
    FifoQueue: 'true',
    ContentBasedDeduplication: String(queue.contentBasedDeduplication),
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  }),
});
