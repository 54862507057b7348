import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { queueUrl } from './env.ts';
import { errorName } from './error-name.ts';
import { logger } from './logger.ts';

const sqs = new SQSClient({});

/** Thrown by a handler that came too early: its message is delivered again after `afterMs`. */
export class RetryLaterError extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`not for ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/**
 * Changes the visibility timeout of messages that were received, so that they are delivered again after another time
 * than their queue's own. Never throws: without it they come back later.
 */
export async function changeVisibility(
  records: readonly SQSRecord[],
  queue: { readonly name: string },
  afterSeconds: number,
): Promise<void> {
  const Entries = records.flatMap(({ receiptHandle }, at) =>
    receiptHandle ? [{ Id: String(at), ReceiptHandle: receiptHandle, VisibilityTimeout: afterSeconds }] : [],
  );
  if (Entries.length === 0) return;
  try {
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl(queue), Entries }));
  } catch (error) {
    logger.warn('messages come back later', { error: errorName(error) });
  }
}
