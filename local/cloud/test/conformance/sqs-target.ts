import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { QueueDefinition } from '#cloud/aws/sqs/queue.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startSqs);

/** A queue of the test's own: made by the local service, or in AWS by its API and deleted afterwards. */
async function makeQueue(client: SQSClient, settings: Omit<Partial<QueueDefinition>, 'name'>) {
  const { local, unique } = target();
  const name = `${unique('checks')}${settings.FifoQueue ? '.fifo' : ''}`;
  if (local) return local.service.createQueue({ name, ...settings });
  const entries = Object.entries(settings).filter(([, value]) => value !== false);
  const spelled = entries.map(([key, value]) => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const Attributes: Record<string, string> = Object.fromEntries(spelled);
  const { QueueUrl: url = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  onTestFinished(() => void client.send(new DeleteQueueCommand({ QueueUrl: url })).finally(() => client.destroy()));
  const found = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  return { name, url, arn: found.Attributes?.QueueArn ?? '' };
}

/** A queue of its own for one check, and the calls that nearly every check makes. */
export async function openQueue(settings: Omit<Partial<QueueDefinition>, 'name'> = {}) {
  const client = new SQSClient(target().options);
  const queue = await makeQueue(client, settings);
  const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, ...more }));
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}) => {
    const input = {
      QueueUrl: queue.url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All' as const],
      ...more,
    };
    return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };
  const bodies = async (more: Partial<ReceiveMessageCommandInput> = {}) =>
    (await receive(more)).map(({ Body }) => Body);
  return { client, queue, send, receive, bodies, pass: target().pass };
}
