import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { queueUrl } from './env.ts';
import { logger } from './logger.ts';

const sqs = new SQSClient({});

/** Thrown by a handler that looked too early: its message is handed out again after `afterMs`. */
export class RetryLaterError extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`not for ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/**
 * Has messages that were received handed out again at another time than their queue does by itself. Never throws:
 * without it they come back later.
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
    logger.warn('messages come back later', { error: error instanceof Error ? error.name : 'unknown' });
  }
}
