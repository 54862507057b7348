import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { env } from './env.ts';
import { logger } from './logger.ts';

const sqs = new SQSClient({});

/** When messages come back of which nothing was heard; longer than the function may take, so that it is dead by then. */
export type Comeback = { queue: Parameters<typeof env>[0]; afterSeconds: number };

/**
 * Has the messages of this invocation handed out again sooner than their queue does by itself. The queue keeps its six
 * time-outs for the way to the function; from the moment it runs, one is enough to know that it died. Never throws:
 * without it they come back later.
 *
 * @example queueWorker(LookMessage, lookAtTarget, { queue: 'publishQueueUrl', afterSeconds: 90 });
 */
export async function handOutAgain({ Records }: SQSEvent, { queue, afterSeconds }: Comeback): Promise<void> {
  const Entries = Records.flatMap(({ receiptHandle }, at) =>
    receiptHandle ? [{ Id: String(at), ReceiptHandle: receiptHandle, VisibilityTimeout: afterSeconds }] : [],
  );
  if (Entries.length === 0) return;
  try {
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: env(queue), Entries }));
  } catch (error) {
    logger.warn('messages come back later', { error: error instanceof Error ? error.name : 'unknown' });
  }
}
