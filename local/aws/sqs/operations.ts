import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { invalid, MAX_MESSAGE_BYTES, md5, md5OfAttributes, missing, type ReceivedMessage, sizeOf } from './message.ts';
import { attributesOf, checkRange, type Queue } from './queue.ts';
import {
  type Caller,
  enter,
  type Operation,
  operation,
  toAttributes,
  toWireMessage,
  urlOf,
  WireAttributes,
} from './wire.ts';

const text = z.optional(z.string());
const texts = z.optional(z.array(z.string()));
const number = z.optional(z.int());
const Named = { QueueUrl: z.string() };
const Paged = { MaxResults: number, NextToken: text };
const Message = {
  MessageBody: z.string(),
  DelaySeconds: number,
  MessageAttributes: z.optional(WireAttributes),
  MessageGroupId: text,
  MessageDeduplicationId: text,
};
type Message = z.output<z.ZodMiniObject<typeof Message>>;

/** Sends one message and answers as SQS does, with the digests the SDK checks. */
function send({ queues, accessKeyId }: Caller, queue: Queue, input: Message): object {
  const attributes = toAttributes(input.MessageAttributes);
  const { messageId, sequenceNumber } = queues.send(queue.name, input.MessageBody, {
    attributes,
    sender: accessKeyId,
    delaySeconds: input.DelaySeconds,
    groupId: input.MessageGroupId,
    dedupId: input.MessageDeduplicationId,
  });
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    SequenceNumber: sequenceNumber,
  };
}

const batchOf = <S extends z.core.$ZodLooseShape>(shape: S) => ({
  ...Named,
  Entries: z.optional(z.array(z.strictObject({ Id: z.string(), ...shape }))),
});

/** Refuses a batch whose form is wrong, or runs each entry on its own and sorts the outcomes. */
function each<E extends { Id: string }>(entries: E[] = [], run: (entry: E) => object): object {
  const ids = entries.map(({ Id }) => Id);
  if (ids.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (ids.length > 10) {
    const told = `Maximum number of entries per request are 10. You have sent ${ids.length}.`;
    throw new AwsError('TooManyEntriesInBatchRequest', told);
  }
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    const told = 'A batch entry id can only contain alphanumeric characters, hyphens and underscores.';
    throw new AwsError('InvalidBatchEntryId', `${told} It can be at most 80 letters long.`);
  }
  if (new Set(ids).size < ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same id.');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful, Failed };
}

/** What is wrong with a batch of messages as a whole. */
function checkSending({ FifoQueue, ContentBasedDeduplication }: Queue, entries: Message[] = []): void {
  const sizes = entries.map((entry) => sizeOf(entry.MessageBody, toAttributes(entry.MessageAttributes)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > MAX_MESSAGE_BYTES)
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${total} bytes.`,
    );
  if (!FifoQueue) return;
  if (entries.some(({ MessageGroupId }) => MessageGroupId === undefined))
    throw invalid(missing('MessageGroupId').message);
  if (!ContentBasedDeduplication && entries.some(({ MessageDeduplicationId: id }) => id === undefined))
    throw invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
}

/**
 * Receives at once, or waits up to `seconds` (of the local clock) for the next message.
 * A caller that hung up takes nothing, so that no message is hidden for nobody.
 */
async function longPoll(
  { queues, clock, response }: Caller,
  queue: string,
  seconds: number,
  take: () => ReceivedMessage[],
): Promise<ReceivedMessage[]> {
  const first = take();
  if (first.length > 0 || seconds === 0) return first;
  return new Promise((resolve) => {
    const finish = (messages: ReceivedMessage[]) => {
      unsubscribe();
      cancel();
      response.off('close', hangUp);
      resolve(messages);
    };
    const hangUp = () => finish([]);
    const cancel = clock.at(clock.now() + seconds * 1000, hangUp);
    const unsubscribe = queues.subscribe(queue, () => {
      const messages = take();
      if (messages.length > 0) finish(messages);
    });
    response.once('close', hangUp);
  });
}

/** One page of queue names as URLs. A token is given only to who asked for pages. */
function pageOf(caller: Caller, names: string[], max: number | undefined, token: string | undefined) {
  if (max !== undefined) checkRange('MaxResults', max, 1, 1000);
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString();
  const rest = names.filter((name) => name > after).sort();
  const shown = rest.slice(0, max ?? 1000);
  const more = max !== undefined && rest.length > max;
  return {
    urls: shown.length === 0 ? undefined : shown.map((name) => urlOf(caller, name)),
    NextToken: more ? Buffer.from(shown.at(-1) ?? '').toString('base64') : undefined,
  };
}

const Receipt = { ReceiptHandle: z.string() };
const Visibility = { ...Receipt, VisibilityTimeout: z.int() };

/** Every supported operation, by its name in `x-amz-target`. IAM knows a batch by the single form's action. */
export const OPERATIONS: Record<string, Operation> = {
  GetQueueUrl: operation({ QueueName: z.string() }, async (caller, { QueueName }) => ({
    QueueUrl: urlOf(caller, (await enter(caller, 'GetQueueUrl', QueueName)).name),
  })),

  ListQueues: operation({ QueueNamePrefix: text, ...Paged }, async (caller, input) => {
    await caller.enter('sqs:ListQueues', '*');
    const names = caller.queues.list().map(({ name }) => name);
    const matching = names.filter((name) => name.startsWith(input.QueueNamePrefix ?? ''));
    const { urls, NextToken } = pageOf(caller, matching, input.MaxResults, input.NextToken);
    return { QueueUrls: urls, NextToken };
  }),

  ListDeadLetterSourceQueues: operation({ ...Named, ...Paged }, async (caller, input) => {
    const { arn } = await enter(caller, 'ListDeadLetterSourceQueues', input.QueueUrl);
    const sources = caller.queues.list().filter(({ RedrivePolicy }) => RedrivePolicy?.deadLetterTargetArn === arn);
    const names = sources.map(({ name }) => name);
    const { urls = [], NextToken } = pageOf(caller, names, input.MaxResults, input.NextToken);
    return { queueUrls: urls, NextToken };
  }),

  GetQueueAttributes: operation(
    { ...Named, AttributeNames: texts },
    async (caller, { QueueUrl, AttributeNames = [] }) => {
      const queue = await enter(caller, 'GetQueueAttributes', QueueUrl);
      const all = attributesOf(queue, caller.queues.counts(queue.name));
      const unset = ['All', 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];
      const unknown = AttributeNames.find((name) => !(name in all) && !unset.includes(name));
      if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const shown = Object.entries(all).filter(([name]) => AttributeNames.some((one) => one === 'All' || one === name));
      return shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) };
    },
  ),

  SendMessage: operation({ ...Named, ...Message }, async (caller, input) =>
    send(caller, await enter(caller, 'SendMessage', input.QueueUrl), input),
  ),

  SendMessageBatch: operation(batchOf(Message), async (caller, { QueueUrl, Entries }) => {
    const queue = await enter(caller, 'SendMessage', QueueUrl);
    checkSending(queue, Entries);
    return each(Entries, (entry) => send(caller, queue, entry));
  }),

  ReceiveMessage: operation(
    {
      ...Named,
      MaxNumberOfMessages: number,
      VisibilityTimeout: number,
      WaitTimeSeconds: number,
      AttributeNames: texts,
      MessageSystemAttributeNames: texts,
      MessageAttributeNames: texts,
    },
    async (caller, input) => {
      const queue = await enter(caller, 'ReceiveMessage', input.QueueUrl);
      const {
        MaxNumberOfMessages: max = 1,
        WaitTimeSeconds: wait = queue.ReceiveMessageWaitTimeSeconds,
        VisibilityTimeout: hidden,
      } = input;
      if (max < 1 || max > 10)
        throw invalid(
          `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
      checkRange('WaitTimeSeconds', wait, 0, 20);
      if (hidden !== undefined) checkRange('VisibilityTimeout', hidden, 0, 43_200);
      const messages = await longPoll(caller, queue.name, wait, () => caller.queues.receive(queue.name, max, hidden));
      const system = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
      if (messages.length === 0) return {};
      return { Messages: messages.map((m) => toWireMessage(m, system, input.MessageAttributeNames ?? [])) };
    },
  ),

  DeleteMessage: operation({ ...Named, ...Receipt }, async (caller, { QueueUrl, ReceiptHandle }) => {
    caller.queues.remove((await enter(caller, 'DeleteMessage', QueueUrl)).name, ReceiptHandle);
    return {};
  }),

  DeleteMessageBatch: operation(batchOf(Receipt), async (caller, { QueueUrl, Entries }) => {
    const { name } = await enter(caller, 'DeleteMessage', QueueUrl);
    return each(Entries, ({ ReceiptHandle }) => {
      caller.queues.remove(name, ReceiptHandle);
      return {};
    });
  }),

  ChangeMessageVisibility: operation({ ...Named, ...Visibility }, async (caller, input) => {
    const { name } = await enter(caller, 'ChangeMessageVisibility', input.QueueUrl);
    caller.queues.changeVisibility(name, input.ReceiptHandle, input.VisibilityTimeout);
    return {};
  }),

  ChangeMessageVisibilityBatch: operation(batchOf(Visibility), async (caller, { QueueUrl, Entries }) => {
    const { name } = await enter(caller, 'ChangeMessageVisibility', QueueUrl);
    return each(Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
      caller.queues.changeVisibility(name, ReceiptHandle, VisibilityTimeout);
      return {};
    });
  }),

  PurgeQueue: operation(Named, async (caller, { QueueUrl }) => {
    caller.queues.purge((await enter(caller, 'PurgeQueue', QueueUrl)).name);
    return {};
  }),

  StartMessageMoveTask: operation(
    { SourceArn: z.string(), DestinationArn: text, MaxNumberOfMessagesPerSecond: number },
    async (caller, { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate }) => {
      if (rate !== undefined) checkRange('MaxNumberOfMessagesPerSecond', rate, 1, 500);
      await caller.enter('sqs:StartMessageMoveTask', SourceArn);
      return { TaskHandle: caller.moves.start(SourceArn, DestinationArn, rate) };
    },
  ),

  CancelMessageMoveTask: operation({ TaskHandle: z.string() }, async (caller, { TaskHandle }) => {
    await caller.enter('sqs:CancelMessageMoveTask', caller.moves.find(TaskHandle).SourceArn);
    return { ApproximateNumberOfMessagesMoved: caller.moves.cancel(TaskHandle) };
  }),

  ListMessageMoveTasks: operation({ SourceArn: z.string(), MaxResults: number }, async (caller, input) => {
    const { SourceArn, MaxResults = 1 } = input;
    checkRange('MaxResults', MaxResults, 1, 10);
    await caller.enter('sqs:ListMessageMoveTasks', SourceArn);
    return { Results: caller.moves.list(SourceArn, MaxResults) };
  }),
};
