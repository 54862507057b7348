import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { env } from '#runtime/env.ts';
import type { NoticeMessage, PersonMessage } from '#shared/notifications/message.ts';

const sqs = new SQSClient({});

/**
 * Long enough for the other accounts of the post to come to rest, so that they share one mail, and for somebody who
 * is looking at the post to decide without being written to.
 */
const GATHER_SECONDS = 60;

/** Long enough for all posts of one outage to be noted, so that it is known how many they are before the first mail. */
const COLLECT_MS = 30_000;

/** The queue keeps a message back for at most a quarter of an hour. */
const LONGEST_SECONDS = 900;

/** Has a team told about a target in a minute, if it still waits by then. */
export const sendNotice = (message: NoticeMessage): Promise<void> => send(message, GATHER_SECONDS);

/** Has one person told of all that waits for them, after `afterMs`; at most 15 minutes. */
export const sendToPerson = (message: PersonMessage, afterMs = COLLECT_MS): Promise<void> =>
  send(message, Math.min(Math.ceil(afterMs / 1000), LONGEST_SECONDS));

async function send(message: NoticeMessage, delaySeconds: number): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: env('notificationsQueueUrl'),
      MessageBody: JSON.stringify(message),
      DelaySeconds: delaySeconds,
      // Fair queues: one tenant's outage does not hold up the others.
      MessageGroupId: message.clientId,
    }),
  );
}
