import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { backoff } from './backoff.ts';
import { document } from './table.ts';

/** One write of a transaction. */
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * The writes that entities describe, to be joined with others in one `transact`.
 *
 * @example await transact([...writesOf(createWriteTransaction({ post }, ({ post }) => [post.put(next).commit()])), ...auditRow(entry)])
 */
export const writesOf = (described: { params(): { TransactItems?: unknown } }): Write[] =>
  // The entity library types its own copy of this structure; it is the SDK's by construction.
  (described.params().TransactItems ?? []) as Write[];

/** Whether every write happened; if not, which ones (by position) met a failed condition. */
export type TransactionResult = { done: true } | { done: false; refused: number[] };

/**
 * Writes all or nothing. A failed condition is an answer, not an exception: the caller knows what it means. Conflicts
 * with another transaction are thrown, so that the SDK's or the queue's retry repeats the whole use case.
 */
export async function transact(writes: readonly Write[]): Promise<TransactionResult> {
  try {
    await document.send(new TransactWriteCommand({ TransactItems: [...writes] }));
    return { done: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
    if (!codes.every((code) => code === 'None' || code === 'ConditionalCheckFailed')) throw error;
    return { done: false, refused: codes.flatMap((code, position) => (code === 'None' ? [] : [position])) };
  }
}

const RETRY_ATTEMPTS = 10;

/**
 * Like `transact`, for what must not be lost however many others write the same items at this moment: conflicts are
 * tried again with backoff, all together for at most two and a half seconds.
 */
export async function transactWithRetry(writes: readonly Write[]): Promise<TransactionResult> {
  for (let attempt = 1; attempt < RETRY_ATTEMPTS; attempt += 1) {
    const written = await transactUnlessConflict(writes);
    if (written) return written;
    await backoff(attempt + 1);
  }
  return transact(writes);
}

/**
 * Like `transact`, but undefined when another transaction was busy with the same items, or too many were: nothing was
 * written, and the same may be tried again after reading anew.
 */
export async function transactUnlessConflict(writes: readonly Write[]): Promise<TransactionResult | undefined> {
  try {
    return await transact(writes);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

/**
 * Stores one described put or update on its own, for half of what a transaction of one costs. False when its condition
 * was not met: also when the answer to our own first try was lost, because nothing remembers it as a transaction does.
 */
export async function writeOne([write]: readonly Write[]): Promise<boolean> {
  if (!write?.Put && !write?.Update) throw new Error('Only a put or an update can be stored alone');
  try {
    if (write.Put) await document.send(new PutCommand(write.Put));
    if (write.Update) await document.send(new UpdateCommand(write.Update));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return false;
  }
}

/** Reasons that go away by themselves: others write the same items, or too many do. */
const transient = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

const isConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => transient.includes(Code ?? ''));
