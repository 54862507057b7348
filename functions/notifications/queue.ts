import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { env } from '#runtime/env.ts';
import type { NoticeMessage } from '#shared/notifications/message.ts';

const sqs = new SQSClient({});

/**
 * Long enough for the other accounts of the post to come to rest, so that they share one mail, and for somebody who
 * is looking at the post to decide without being written to.
 */
const GATHER_SECONDS = 60;

/** Has a team told about a target in a minute, if it still waits by then. */
export async function sendNotice(message: NoticeMessage): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: env('notificationsQueueUrl'),
      MessageBody: JSON.stringify(message),
      DelaySeconds: GATHER_SECONDS,
      // Fair queues: one tenant's outage does not hold up the others.
      MessageGroupId: message.clientId,
    }),
  );
}
