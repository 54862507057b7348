import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';

// Queues are known by their name's address, whatever host the SDK was told to speak to.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** As many as SQS hands out or takes back in one call. */
const ROUND = 10;
/** Longer than this function may run: what it holds is handed to nobody else, and is back soon if it crashes. */
const HIDDEN_SECONDS = 60;
/** Half of what the gateway waits for an answer. */
const LONGEST_MS = 15_000;

/** A parked message as it lies in the queue. Times are epoch ms. */
export type ParkedMessage = {
  letterId: string;
  receipt: string;
  body: string;
  /** What whoever parked it wrote on it. */
  attributes: Record<string, string>;
  groupId: string | undefined;
  sentAt: number;
  firstReceivedAt: number;
  receives: number;
};

/** About how many letters a queue holds, with those that somebody looks at right now. */
export async function countLetters(url: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
}

/** What became of a round: letters that are not in the queue any more, and whether nothing else is wanted. */
type Visited = { gone?: readonly ParkedMessage[]; enough?: boolean };

/**
 * Shows up to `most` letters to `visit`, each once, in rounds of ten. SQS cannot be read without taking: a letter is
 * hidden from others meanwhile, and put back at the end unless `visit` says that it is gone. Answers whether it came
 * to the end of the queue; it also stops after 15 seconds. As long as fewer than `expected` were seen, it waits for a
 * second: that asks all of SQS's machines, where an empty answer at once may come from one that holds nothing.
 */
export async function visitLetters(
  url: string,
  { most, expected }: { most: number; expected: number },
  visit: (round: readonly ParkedMessage[]) => Promise<Visited>,
): Promise<boolean> {
  const until = now() + LONGEST_MS;
  const held = new Map<string, string>();
  const seen = new Set<string>();
  try {
    while (seen.size < most && now() < until) {
      const round = await receive(url, Math.min(ROUND, most - seen.size), seen.size < expected ? 1 : 0);
      if (round.length === 0) return true;
      for (const { letterId, receipt } of round) held.set(letterId, receipt);
      const { gone = [], enough = false } = await visit(round.filter(({ letterId }) => !seen.has(letterId)));
      for (const { letterId } of round) seen.add(letterId);
      for (const { letterId } of gone) held.delete(letterId);
      if (enough) return false;
    }
    return false;
  } finally {
    await putBack(url, [...held.values()]);
  }
}

/** Sends a letter to where it came from, without the note, in the tenant's own group. */
export async function sendAgain(url: string, { body, groupId }: ParkedMessage): Promise<void> {
  await sqs.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...(groupId ? { MessageGroupId: groupId } : {}) }),
  );
}

export async function deleteLetter(url: string, { receipt }: ParkedMessage): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
}

async function receive(url: string, most: number, waitSeconds: number): Promise<ParkedMessage[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: most,
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(parkedMessage);
}

function parkedMessage({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message): ParkedMessage {
  return {
    letterId: MessageId ?? '',
    receipt: ReceiptHandle ?? '',
    body: Body ?? '',
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue ?? '']),
    ),
    groupId: Attributes?.MessageGroupId,
    sentAt: Number(Attributes?.SentTimestamp),
    firstReceivedAt: Number(Attributes?.ApproximateFirstReceiveTimestamp),
    receives: Number(Attributes?.ApproximateReceiveCount),
  };
}

/** Makes letters visible at once. One that cannot be put back is visible within a minute by itself. */
async function putBack(url: string, receipts: readonly string[]): Promise<void> {
  const rounds = Array.from({ length: Math.ceil(receipts.length / ROUND) }, (_, at) =>
    receipts.slice(at * ROUND, (at + 1) * ROUND),
  );
  await Promise.all(
    rounds.map((round) =>
      sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: round.map((ReceiptHandle, at) => ({ Id: String(at), ReceiptHandle, VisibilityTimeout: 0 })),
        }),
      ),
    ),
  ).catch((error: unknown) => logger.warn('letters stay hidden for a minute', { error: error as Error }));
}
