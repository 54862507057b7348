import * as z from 'zod/mini';
import type { Outcome } from '../worker-messages.ts';

const Partial = z.object({ batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string() }))) });

/**
 * Which of a batch's items failed. Without partial failures, after an error or with a malformed answer, or when the
 * answer names an item that was not in the batch: all of them, as in AWS.
 */
export function failedItems(outcome: Outcome, ids: readonly string[], partialFailures: boolean): readonly string[] {
  if (!outcome.ok) return ids;
  if (!partialFailures || outcome.result === null || outcome.result === undefined) return [];
  const parsed = z.safeParse(Partial, outcome.result);
  if (!parsed.success) return ids;
  const failed = parsed.data.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  return failed.every((id) => ids.includes(id)) ? failed : ids;
}
