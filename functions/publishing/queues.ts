import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { env } from '#runtime/env.ts';
import type { DueMessage, LookMessage } from '#shared/publishing/messages.ts';

const sqs = new SQSClient({});

/** The queue keeps a message back for at most a quarter of an hour; the sweeper covers what lies beyond. */
const LONGEST_DELAY_SECONDS = 900;

/** Has a post's targets looked at after `delayMs`, at most 15 minutes. */
export const sendDue = (message: DueMessage, delayMs: number): Promise<void> =>
  send(env('dueQueueUrl'), message, delayMs);

/** Has one target looked at after `delayMs`. Later than the queue can wait is left to the sweeper. */
export async function sendLook(message: LookMessage, delayMs: number): Promise<void> {
  if (delayMs <= LONGEST_DELAY_SECONDS * 1000) await send(env('publishQueueUrl'), message, delayMs);
}

async function send(url: string, message: DueMessage | LookMessage, delayMs: number): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: url,
      MessageBody: JSON.stringify(message),
      DelaySeconds: Math.min(Math.ceil(delayMs / 1000), LONGEST_DELAY_SECONDS),
      // Fair queues: one tenant's burst does not hold up the others.
      MessageGroupId: message.clientId,
    }),
  );
}
