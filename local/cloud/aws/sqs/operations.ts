import * as z from 'zod/mini';
import { pageOf } from '../page.ts';
import { AwsError } from '../service.ts';
import { MAX_MESSAGE_BYTES, md5, md5OfAttributes, type ReceivedMessage, sizeOf, unfit } from './message.ts';
import { attributesOf, checkRange, type Queue } from './queue.ts';
import { checkFifoBatch, MAX_IN_FLIGHT } from './queues.ts';
import {
  type Caller,
  enter,
  Named,
  type Operation,
  operation,
  pair,
  toAttributes,
  toWireMessage,
  urlOf,
  WireAttributes,
} from './wire.ts';

const text = z.optional(z.string());
const texts = z.optional(z.array(z.string()));
const number = z.optional(z.int());
const Paged = z.object({ MaxResults: number, NextToken: text });
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

/** What is wrong with a batch of messages as a whole. */
function checkSending(queue: Queue, entries: Message[]): void {
  const sizes = entries.map((entry) => sizeOf(entry.MessageBody, toAttributes(entry.MessageAttributes)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const told = `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${total} bytes.`;
  if (total > MAX_MESSAGE_BYTES) throw new AwsError('BatchRequestTooLong', told);
  checkFifoBatch(
    queue,
    entries.map(({ MessageGroupId, MessageDeduplicationId }) => ({
      groupId: MessageGroupId,
      dedupId: MessageDeduplicationId,
    })),
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

/** One page of queues as URLs. A token is given only to who asked for pages. */
function pageOfUrls(caller: Caller, queues: Queue[], { MaxResults, NextToken: token }: z.output<typeof Paged>) {
  if (MaxResults !== undefined) checkRange('MaxResults', MaxResults, 1, 1000);
  const names = queues.map(({ name }) => name).sort();
  const { shown, NextToken } = pageOf(names, MaxResults ?? 1000, token, (name) => name);
  const urls = shown.map((name) => urlOf(caller, name));
  return { urls, NextToken: MaxResults === undefined ? undefined : NextToken };
}

const Receipt = { ReceiptHandle: z.string() };
const Visibility = { ...Receipt, VisibilityTimeout: z.int() };

/** Every supported operation, by its name in `x-amz-target`. */
export const OPERATIONS: Record<string, Operation> = {
  GetQueueUrl: operation({ QueueName: z.string() }, async (caller, { QueueName }) => ({
    QueueUrl: urlOf(caller, (await enter(caller, 'GetQueueUrl', QueueName)).name),
  })),

  ListQueues: operation({ QueueNamePrefix: text, ...Paged.shape }, async (caller, input) => {
    await caller.enter('sqs:ListQueues', '*');
    const matching = caller.queues.list().filter(({ name }) => name.startsWith(input.QueueNamePrefix ?? ''));
    const { urls, NextToken } = pageOfUrls(caller, matching, input);
    return { QueueUrls: urls.length === 0 ? undefined : urls, NextToken };
  }),

  ListDeadLetterSourceQueues: operation({ ...Named, ...Paged.shape }, async (caller, input) => {
    const { arn } = await enter(caller, 'ListDeadLetterSourceQueues', input.QueueUrl);
    const sources = caller.queues.list().filter(({ RedrivePolicy: to }) => to?.deadLetterTargetArn === arn);
    const { urls, NextToken } = pageOfUrls(caller, sources, input);
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

  ...pair('SendMessage', Message, send, checkSending),

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
      if (max < 1 || max > 10) throw unfit('MaxNumberOfMessages', max, 'Must be between 1 and 10, if provided.');
      checkRange('WaitTimeSeconds', wait, 0, 20);
      if (hidden !== undefined) checkRange('VisibilityTimeout', hidden, 0, 43_200);
      const messages = await longPoll(caller, queue.name, wait, () => caller.queues.receive(queue.name, max, hidden));
      const system = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
      if (messages.length === 0 && wait === 0 && caller.queues.isFull(queue))
        throw new AwsError('OverLimit', `Too many messages in flight: ${MAX_IN_FLIGHT}.`, 403);
      if (messages.length === 0) return {};
      return { Messages: messages.map((m) => toWireMessage(m, system, input.MessageAttributeNames ?? [])) };
    },
  ),

  ...pair('DeleteMessage', Receipt, ({ queues }, { name }, { ReceiptHandle }) => {
    if (queues.remove(name, ReceiptHandle)) return {};
    throw unfit('ReceiptHandle', ReceiptHandle, 'The receipt handle has expired.');
  }),

  ...pair('ChangeMessageVisibility', Visibility, ({ queues }, { name }, { ReceiptHandle, VisibilityTimeout }) => {
    queues.changeVisibility(name, ReceiptHandle, VisibilityTimeout);
    return {};
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
