import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { BATCH_OPERATIONS } from './batch-operations.ts';
import { longPoll } from './long-poll.ts';
import { type Caller, enter, type Operation, operation, toWireMessage } from './operation.ts';
import { checkSeconds, type Queue } from './queues.ts';
import { messageFields, sendMessage } from './send-message.ts';

const QueueUrl = z.string();
const Named = z.object({ QueueUrl });
const seconds = z.optional(z.int());

const attributesOf = ({ queues }: Caller, queue: Queue): Record<string, string> => {
  const counts = queues.counts(queue.name);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.depth),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(queue.visibilityTimeout),
    DelaySeconds: String(queue.delaySeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    MaximumMessageSize: '1048576',
    ...(queue.redrive && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: queue.redrive.targetArn,
        maxReceiveCount: queue.redrive.maxReceiveCount,
      }),
    }),
    ...(queue.fifo && { FifoQueue: 'true', ContentBasedDeduplication: String(queue.contentBasedDeduplication) }),
  };
};

/** URL by which clients of this server address a queue. */
const urlOf = ({ url, account }: Caller, name: string) => `${url}/${account}/${name}`;

/** Every supported operation, by its name in `x-amz-target`. */
export const OPERATIONS: Record<string, Operation> = {
  ...BATCH_OPERATIONS,

  GetQueueUrl: operation(z.object({ QueueName: z.string() }), async (caller, { QueueName }) => {
    const queue = await enter(caller, 'GetQueueUrl', QueueName);
    return { QueueUrl: urlOf(caller, queue.name) };
  }),

  ListQueues: operation(
    z.object({ QueueNamePrefix: z.optional(z.string()) }),
    async (caller, { QueueNamePrefix = '' }) => {
      await caller.enter('sqs:ListQueues', '*');
      const names = caller.queues
        .list()
        .map(({ name }) => name)
        .filter((name) => name.startsWith(QueueNamePrefix));
      return { QueueUrls: names.map((name) => urlOf(caller, name)) };
    },
  ),

  GetQueueAttributes: operation(
    z.object({ QueueUrl, AttributeNames: z.optional(z.array(z.string())) }),
    async (caller, { QueueUrl, AttributeNames = [] }) => {
      const all = attributesOf(caller, await enter(caller, 'GetQueueAttributes', QueueUrl));
      const wanted = Object.entries(all).filter(
        ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
      );
      return { Attributes: Object.fromEntries(wanted) };
    },
  ),

  SendMessage: operation(z.object({ QueueUrl, ...messageFields }), async (caller, input) =>
    sendMessage(caller, await enter(caller, 'SendMessage', input.QueueUrl), input),
  ),

  ReceiveMessage: operation(
    z.object({
      QueueUrl,
      MaxNumberOfMessages: z.optional(z.int()),
      VisibilityTimeout: seconds,
      WaitTimeSeconds: seconds,
      MessageSystemAttributeNames: z.optional(z.array(z.string())),
      AttributeNames: z.optional(z.array(z.string())),
      MessageAttributeNames: z.optional(z.array(z.string())),
    }),
    async (caller, input) => {
      const queue = await enter(caller, 'ReceiveMessage', input.QueueUrl);
      const { MaxNumberOfMessages: max = 1, WaitTimeSeconds: wait = 0, VisibilityTimeout: hidden } = input;
      if (max < 1 || max > 10) {
        throw new AwsError(
          'InvalidParameterValue',
          `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
      }
      checkSeconds('WaitTimeSeconds', wait, 20);
      if (hidden !== undefined) checkSeconds('VisibilityTimeout', hidden, 43_200);
      const messages = await longPoll(caller, queue.name, wait, () => caller.queues.receive(queue.name, max, hidden));
      const system = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
      return {
        Messages:
          messages.length === 0
            ? undefined
            : messages.map((m) => toWireMessage(m, system, input.MessageAttributeNames ?? [])),
      };
    },
  ),

  DeleteMessage: operation(z.object({ QueueUrl, ReceiptHandle: z.string() }), async (caller, input) => {
    const queue = await enter(caller, 'DeleteMessage', input.QueueUrl);
    caller.queues.remove(queue.name, input.ReceiptHandle);
    return {};
  }),

  ChangeMessageVisibility: operation(
    z.object({ QueueUrl, ReceiptHandle: z.string(), VisibilityTimeout: z.int() }),
    async (caller, input) => {
      const queue = await enter(caller, 'ChangeMessageVisibility', input.QueueUrl);
      caller.queues.changeVisibility(queue.name, input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    },
  ),

  PurgeQueue: operation(Named, async (caller, { QueueUrl }) => {
    caller.queues.purge((await enter(caller, 'PurgeQueue', QueueUrl)).name);
    return {};
  }),

  ListDeadLetterSourceQueues: operation(Named, async (caller, { QueueUrl }) => {
    const { arn } = await enter(caller, 'ListDeadLetterSourceQueues', QueueUrl);
    const sources = caller.queues.list().filter(({ redrive }) => redrive?.targetArn === arn);
    return { queueUrls: sources.map(({ name }) => urlOf(caller, name)) };
  }),

  StartMessageMoveTask: operation(
    z.object({ SourceArn: z.string(), DestinationArn: z.optional(z.string()) }),
    async (caller, { SourceArn, DestinationArn }) => {
      if (!caller.queues.list().some(({ arn }) => arn === SourceArn)) {
        throw new AwsError(
          'ResourceNotFoundException',
          'The resource that you specified for the SourceArn parameter does not exist.',
        );
      }
      const source = await enter(caller, 'StartMessageMoveTask', SourceArn);
      const isDeadLetterQueue = caller.queues.list().some(({ redrive }) => redrive?.targetArn === source.arn);
      if (!isDeadLetterQueue) {
        throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
      }
      caller.queues.redrive(source.name, DestinationArn);
      return { TaskHandle: Buffer.from(`${SourceArn}@${caller.clock.now()}`).toString('base64') };
    },
  ),
};
