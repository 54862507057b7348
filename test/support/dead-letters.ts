import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { envNames } from '#runtime/env-names.ts';
import { deadLettersName, queueName } from '#runtime/queue-names.ts';
import type { Backend } from './backend.ts';
import { contextOf } from './gateway.ts';

/** Attempts before a message is parked, as the infrastructure tells the worker. */
export const ATTEMPTS = 5;
/** How long a message that failed stays hidden before it comes again. */
export const HIDDEN_MS = 30_000;
const SOURCE = queueName('test', 'publishing-publish');

type Worker = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export type PostRoom = ReturnType<typeof openPostRoom>;

/** A queue with its dead letters, and those of a stream and of a clock, bound as the infrastructure binds them. */
export function openPostRoom({ sqs }: Backend) {
  const [dead, changes, runs] = ['publishing-publish', 'changes-feed', 'social-refresh'].map((name) =>
    sqs.createQueue({ name: deadLettersName('test', name) }),
  );
  if (!dead || !changes || !runs) throw new Error('Three queues were asked for');
  const source = sqs.createQueue({
    name: SOURCE,
    VisibilityTimeout: HIDDEN_MS / 1000,
    RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: ATTEMPTS },
  });
  process.env[envNames.deadLettersUrl] = dead.url;
  process.env[envNames.maxReceives] = String(ATTEMPTS);
  process.env[envNames.deadLetterQueues] = JSON.stringify({
    at: source.url.slice(0, source.url.lastIndexOf('/')),
    names: { message: ['publishing-publish'], change: ['changes-feed'], run: ['social-refresh'] },
  });
  const depth = (name: string) => {
    const { depth = 0, inFlight = 0 } = sqs.stats().find((queue) => queue.name === name) ?? {};
    return depth + inFlight;
  };
  return {
    dead: dead.name,
    changes: changes.name,
    runs: runs.name,
    source: SOURCE,
    depth,
    send: (body: string, groupId?: string) => sqs.send(SOURCE, body, { groupId }).messageId,
    /** Parks something as `attributes` say. Returns its id. */
    park(queue: string, body: string, attributes: Record<string, string | number> = {}, groupId?: string): string {
      const spelled = Object.entries(attributes).map(([name, value]) => [
        name,
        { dataType: typeof value === 'number' ? 'Number' : 'String', stringValue: String(value) },
      ]);
      return sqs.send(queue, body, { attributes: Object.fromEntries(spelled), groupId }).messageId;
    },
    /** One batch of the source, handed to a worker as Lambda does. Answers the bodies of those that failed. */
    async deliver(worker: Worker): Promise<string[]> {
      const messages = sqs.receive(SOURCE, 10);
      const event = { Records: messages } as unknown as SQSEvent;
      const failed = (await worker(event, contextOf())).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      for (const { messageId, receiptHandle } of messages)
        if (!failed.includes(messageId)) sqs.remove(SOURCE, receiptHandle);
      return messages.filter(({ messageId }) => failed.includes(messageId)).map(({ body }) => body);
    },
    /** Takes everything out of a queue. */
    empty(queue: string) {
      const messages = sqs.receive(queue, 10);
      for (const { receiptHandle } of messages) sqs.remove(queue, receiptHandle);
      return messages.map(({ body, attributes, messageAttributes }) => ({
        body,
        groupId: attributes.MessageGroupId,
        note: Object.fromEntries(Object.entries(messageAttributes).map(([name, value]) => [name, value.stringValue])),
      }));
    },
  };
}
