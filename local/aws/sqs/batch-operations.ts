import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { MAX_MESSAGE_BYTES, sizeOf } from './message.ts';
import { enter, type Operation, operation, toAttributes } from './operation.ts';
import { messageFields, sendMessage } from './send-message.ts';

const Id = z.string();
const SendEntry = z.object({ Id, ...messageFields });
const ReceiptEntry = z.object({ Id, ReceiptHandle: z.string() });
const VisibilityEntry = z.object({ Id, ReceiptHandle: z.string(), VisibilityTimeout: z.int() });

const batchOf = <S extends z.core.$ZodType>(entry: S) =>
  z.object({ QueueUrl: z.string(), Entries: z.optional(z.array(entry)) });

/** Refuses the batch as a whole, or runs each entry on its own and sorts the outcomes. */
function each<E extends { Id: string }>(entries: E[] = [], run: (entry: E) => object): object {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map((entry) => entry.Id);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores.',
    );
  }
  if (new Set(ids).size < ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same id.');
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: error.status < 500 });
    }
  }
  return { Successful, Failed };
}

/** The batch forms; IAM knows them by the single form's action. */
export const BATCH_OPERATIONS: Record<string, Operation> = {
  SendMessageBatch: operation(batchOf(SendEntry), async (caller, { QueueUrl, Entries }) => {
    const queue = await enter(caller, 'SendMessage', QueueUrl);
    const total = (Entries ?? []).reduce((sum, e) => sum + sizeOf(e.MessageBody, toAttributes(e.MessageAttributes)), 0);
    if (total > MAX_MESSAGE_BYTES) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAX_MESSAGE_BYTES} bytes. You have sent ${total} bytes.`,
      );
    }
    return each(Entries, (entry) => sendMessage(caller, queue, entry));
  }),

  DeleteMessageBatch: operation(batchOf(ReceiptEntry), async (caller, { QueueUrl, Entries }) => {
    const queue = await enter(caller, 'DeleteMessage', QueueUrl);
    return each(Entries, (entry) => {
      caller.queues.remove(queue.name, entry.ReceiptHandle);
      return {};
    });
  }),

  ChangeMessageVisibilityBatch: operation(batchOf(VisibilityEntry), async (caller, { QueueUrl, Entries }) => {
    const queue = await enter(caller, 'ChangeMessageVisibility', QueueUrl);
    return each(Entries, (entry) => {
      caller.queues.changeVisibility(queue.name, entry.ReceiptHandle, entry.VisibilityTimeout);
      return {};
    });
  }),
};
