import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { Ground } from '#cloud/aws/service.ts';
import type { QueueDefinition } from '#cloud/aws/sqs/queue.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createGround, credentials } from './ground.ts';

/** A queue with its dead-letter queue, asked through the SDK. */
export async function openQueue(definition: Partial<QueueDefinition> = {}, ground: Ground = createGround()) {
  const sqs = await startSqs(ground);
  const client = new SQSClient({ region: ground.region, credentials, endpoint: sqs.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await sqs.close();
    ground.clock.stop();
  };
  onTestFinished(close);
  const { FifoQueue = false } = definition;
  const dead = sqs.createQueue({ name: FifoQueue ? 'publish-dead.fifo' : 'publish-dead', FifoQueue });
  const queue = sqs.createQueue({
    name: 'publish',
    RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
    ...definition,
  });
  const send = (MessageBody: string, more: object = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, ...more }));
  const receive = async (more: object = {}, QueueUrl = queue.url) =>
    (
      await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
      )
    ).Messages ?? [];
  const bodies = async (more: object = {}) => (await receive(more)).map(({ Body }) => Body);
  const remove = (ReceiptHandle: string | undefined) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
  return { sqs, client, ground, queue, dead, send, receive, bodies, remove, clock: ground.clock, close };
}
