import { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { env } from './env.ts';
import { logger } from './logger.ts';

const sqs = new SQSClient({});

/** Which queue a worker's messages go back to, and when those come back that it died with: later than it can live. */
export type Comeback = { queue: Parameters<typeof env>[0]; afterSeconds: number };

/** Thrown by a handler that looked too early: its message is handed out again after `afterMs`. */
export class NotYet extends Error {
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
export async function handOutAgain(
  records: readonly SQSRecord[],
  queue: Comeback['queue'],
  afterSeconds: number,
): Promise<void> {
  const Entries = records.flatMap(({ receiptHandle }, at) =>
    receiptHandle ? [{ Id: String(at), ReceiptHandle: receiptHandle, VisibilityTimeout: afterSeconds }] : [],
  );
  if (Entries.length === 0) return;
  try {
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: env(queue), Entries }));
  } catch (error) {
    logger.warn('messages come back later', { error: error instanceof Error ? error.name : 'unknown' });
  }
}
