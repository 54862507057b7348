import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type * as z from 'zod/mini';
import type { Queue } from '#shared/contract/queue.ts';
import { queueUrl } from './env.ts';

// A queue of another stack is known by its name's address, whatever host the SDK was told to speak to.
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

/** A queue keeps a message back for at most a quarter of an hour. */
export const LONGEST_DELAY_MS = 900_000;
/** So many messages travel in one call. */
const TOGETHER = 10;

/**
 * Puts messages into a queue, for after `delayMs` (at most 15 minutes). Throws when the queue did not take all of them:
 * those it took may then be sent again, which workers must bear anyway.
 *
 * @example await sendTo(dueQueue, [{ v: 1, clientId, postId, revision }]);
 */
export async function sendTo<Q extends Queue>(
  queue: Q,
  messages: readonly z.output<Q['message']>[],
  delayMs = queue.delayMs,
): Promise<void> {
  const entries = messages.map((message, at) => ({
    Id: String(at),
    MessageBody: JSON.stringify(message),
    DelaySeconds: Math.ceil(Math.min(delayMs, LONGEST_DELAY_MS) / 1000),
    MessageGroupId: message.clientId,
  }));
  const calls = [];
  for (let from = 0; from < entries.length; from += TOGETHER)
    calls.push(sendTogether(queue, entries.slice(from, from + TOGETHER)));
  await Promise.all(calls);
}

type Entries = NonNullable<ConstructorParameters<typeof SendMessageBatchCommand>[0]['Entries']>;

async function sendTogether(queue: Queue, Entries: Entries): Promise<void> {
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl(queue), Entries }));
  if (Failed.length > 0) throw new Error(`${queue.name} did not take ${Failed.length} messages: ${Failed[0]?.Code}`);
}
