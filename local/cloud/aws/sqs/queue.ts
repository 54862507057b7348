import * as z from 'zod/mini';
import { invalid, MAX_MESSAGE_BYTES, unfit } from './message.ts';
import type { Counts } from './message-store.ts';

const between = (min: number, max: number) =>
  z.int().check(z.refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`));

/** What a template may say of a queue, in its own words and with AWS's defaults and limits. Times are seconds. */
const Settings = z.strictObject({
  name: z.string().check(z.regex(/^(?=.{1,80}$)[\w-]+(\.fifo)?$/, 'must have 1 to 80 letters, digits, - and _')),
  VisibilityTimeout: z._default(between(0, 43_200), 30),
  DelaySeconds: z._default(between(0, 900), 0),
  MessageRetentionPeriod: z._default(between(60, 1_209_600), 345_600),
  ReceiveMessageWaitTimeSeconds: z._default(between(0, 20), 0),
  MaximumMessageSize: z._default(between(1024, MAX_MESSAGE_BYTES), MAX_MESSAGE_BYTES),
  FifoQueue: z._default(z.boolean(), false),
  ContentBasedDeduplication: z._default(z.boolean(), false),
  RedrivePolicy: z.optional(z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: between(1, 1000) })),
  // Nobody can tell locally whether a queue is encrypted or what it is tagged with.
  SqsManagedSseEnabled: z._default(z.boolean(), true),
  Tags: z.optional(z.unknown()),
});

export type QueueDefinition = z.input<typeof Settings>;
export type Queue = z.output<typeof Settings> & { arn: string; createdAt: number };

/** Refuses a number outside the range, as SQS words it. */
export function checkRange(name: string, value: number, min: number, max: number): void {
  if (value < min || value > max) throw unfit(name, value, `Must be between ${min} and ${max}.`);
}

/** Completes a definition, refusing what CreateQueue would refuse. `find` knows the queues declared before. */
export function defineQueue(
  definition: QueueDefinition,
  arn: string,
  createdAt: number,
  find: (arn: string) => Queue | undefined,
): Queue {
  const { data, error } = Settings.safeParse(definition);
  const refuse = (why: string) => invalid(`The queue ${definition.name} cannot be created: ${why}`);
  const [issue] = error?.issues ?? [];
  if (issue?.code === 'unrecognized_keys') throw refuse(`${issue.keys} is unknown to the local cloud`);
  if (data === undefined) throw refuse(`${issue?.path.join('.')} ${issue?.message}`);
  if (data.FifoQueue !== data.name.endsWith('.fifo'))
    throw refuse('the name of a FIFO queue, and no other, ends in .fifo');
  const target = data.RedrivePolicy && find(data.RedrivePolicy.deadLetterTargetArn);
  if (data.RedrivePolicy && target === undefined) throw refuse('its dead-letter queue does not exist');
  if (target && target.FifoQueue !== data.FifoQueue) throw refuse('its dead-letter queue must be of the same type');
  return { ...data, arn, createdAt };
}

/** What GetQueueAttributes tells. */
export function attributesOf(queue: Queue, counts: Counts): Record<string, string> {
  const { name: _, Tags: __, arn, createdAt, RedrivePolicy, FifoQueue, ContentBasedDeduplication, ...numbers } = queue;
  const at = String(Math.floor(createdAt / 1000));
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(counts.depth),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: at,
    LastModifiedTimestamp: at,
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    ...(FifoQueue && {
      FifoQueue: 'true',
      ContentBasedDeduplication: String(ContentBasedDeduplication),
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    }),
  };
}
