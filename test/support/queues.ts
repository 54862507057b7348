import type { Context, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ChangeRecord } from '#cloud/aws/dynamodb/changes.ts';
import { queueVariable } from '#shared/contract/queue.ts';
import type { Backend } from './backend.ts';
import { contextOf } from './gateway.ts';

type Sqs = Backend['sqs'];
type Worker = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
type Named = { readonly name: string };

/** A queue of the product with everybody bound to it, as the infrastructure binds them. */
export function openQueue(sqs: Sqs, queue: Named, VisibilityTimeout = 30) {
  const opened = sqs.createQueue({ name: `ksa-test-${queue.name}`, VisibilityTimeout });
  process.env[queueVariable(queue)] = opened.url;
  return opened;
}

/**
 * Hands what waits in a queue to its worker, each message to an invocation of its own and all at once; what fails stays
 * and comes back. Answers how many messages there were.
 */
export async function deliver(sqs: Sqs, queue: string, worker: Worker, batches = 1): Promise<number> {
  const messages = Array.from({ length: batches }, () => sqs.receive(queue, 10)).flat();
  const work = messages.map(async (message) => {
    const Records = [{ ...message, eventSource: 'aws:sqs', eventSourceARN: queue, awsRegion: 'x' }];
    const answer = await worker({ Records } as unknown as SQSEvent, contextOf()).catch(() => undefined);
    if (answer?.batchItemFailures.length === 0) sqs.remove(queue, message.receiptHandle);
  });
  await Promise.all(work);
  return messages.length;
}

/** Changes of the table as Lambda hands them to a function that hears its stream. */
export const streamEventOf = (changes: readonly ChangeRecord[]): DynamoDBStreamEvent => ({
  Records: changes.map(({ sequenceNumber, oldImage, newImage, eventName }) => ({
    eventName,
    dynamodb: {
      SequenceNumber: String(sequenceNumber),
      ...(oldImage ? { OldImage: JSON.parse(JSON.stringify(oldImage)) } : {}),
      ...(newImage ? { NewImage: JSON.parse(JSON.stringify(newImage)) } : {}),
    },
  })),
});

/** Whether a change is of one kind of item, as the filters of event sources see it. */
export const isOf =
  (kind: string) =>
  ({ newImage, oldImage }: ChangeRecord): boolean =>
    (newImage ?? oldImage)?.__edb_e__?.S === kind;
