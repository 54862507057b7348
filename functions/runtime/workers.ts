import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import { invocation } from './invocation.ts';
import { logger } from './logger.ts';
import { failureReason, isLastDelivery, park, readMessage } from './parking.ts';
import { changeVisibility, RetryLaterError } from './visibility.ts';

/**
 * A queue consumer: parses each message with its schema, handles all of a batch, and reports the failed ones so that
 * only they come back. What nobody can read is parked at once, what failed for the last time is parked with the
 * error's name; both are done for the queue. What cannot even be parked fails, and SQS's own redrive policy moves it to
 * the dead letters, as it does for workers that crash. With `backAfterSeconds`, which must be longer than the function
 * may take, what a crashed worker had comes back so soon, and a handler may throw `RetryLaterError`.
 *
 * @example queueWorker(publishQueue, processTarget, { backAfterSeconds: 75 });
 */
export function queueWorker<S extends z.ZodMiniType>(
  queue: { readonly name: string; readonly message: S },
  handle: (message: z.output<S>) => Promise<void>,
  comeback?: { backAfterSeconds: number },
) {
  return (event: SQSEvent, context: Context) =>
    invocation(context, async () => {
      // The queue keeps six time-outs for the way to the function; once it runs, one is enough to know that it died.
      const asked = comeback && changeVisibility(event.Records, queue, comeback.backAfterSeconds);
      const processor = new BatchProcessor(EventType.SQS);
      const one = async (record: SQSRecord): Promise<void> => {
        const read = readMessage(queue.message, record.body);
        if (!read.ok) return park(record, read.why);
        try {
          await handle(read.message);
        } catch (error) {
          if (comeback && error instanceof RetryLaterError) {
            // After the last delivery the sweeper finds the target by its due time.
            if (isLastDelivery(record)) return;
            await asked;
            await changeVisibility([record], queue, Math.ceil(error.afterMs / 1000));
            throw error;
          }
          logger.error('message failed', { messageId: record.messageId, error: errorOf(error) });
          // Anything but an error would take the whole batch down.
          if (!isLastDelivery(record)) throw errorOf(error);
          await park(record, failureReason(error, context.awsRequestId));
        }
      };
      return await processPartialResponse(event, one, processor, { context, throwOnFullBatchFailure: false }).finally(
        () => asked,
      );
    });
}

const errorOf = (error: unknown) => (error instanceof Error ? error : new Error('unknown'));

/** One change of a table item: plain values of before and after. */
export type Change = { before: Record<string, unknown> | undefined; after: Record<string, unknown> | undefined };

/** A table stream consumer. Handles changes in order; the first failure is reported so that the rest waits for it. */
export function streamWorker(handle: (change: Change) => Promise<void>) {
  return (event: DynamoDBStreamEvent, context: Context) =>
    invocation(context, async () => {
      for (const { dynamodb } of event.Records) {
        try {
          await handle({ before: plain(dynamodb?.OldImage), after: plain(dynamodb?.NewImage) });
        } catch (error) {
          logger.error('stream change failed', { error: errorOf(error) });
          return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
        }
      }
      return { batchItemFailures: [] };
    });
}

/**
 * A table stream consumer that is handed all changes of a batch at once. What it throws is for Lambda, which halves the
 * batch until the change that cannot be handled stands alone.
 */
export function streamBatchWorker(handle: (changes: readonly Change[]) => Promise<void>) {
  return (event: DynamoDBStreamEvent, context: Context) =>
    invocation(context, async () => {
      await handle(
        event.Records.map(({ dynamodb }) => ({ before: plain(dynamodb?.OldImage), after: plain(dynamodb?.NewImage) })),
      );
      return { batchItemFailures: [] };
    });
}

type Image = NonNullable<NonNullable<DynamoDBStreamEvent['Records'][number]['dynamodb']>['NewImage']>;

const plain = (image: Image | undefined) =>
  image === undefined ? undefined : unmarshall(image as Parameters<typeof unmarshall>[0]);

/** A job on a fixed rate. */
export function timedJob(run: () => Promise<Record<string, unknown>>) {
  return (_event: unknown, context: Context): Promise<void> =>
    invocation(context, async () => logger.info('done', await run()));
}
