import { auditRow } from '#functions/audit/audit-row.ts';
import { logger } from '#runtime/logger.ts';
import { insist, writeAlone } from '#runtime/transaction.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import { type AccountKey, accountNeedsReconnect, publishedNoted } from './account.store.ts';

/**
 * Only a person can make the account usable again. Nothing changes when the account has another token than the one
 * issued at `issuedAt` by now: somebody reconnected or refreshed it meanwhile.
 */
export async function markNeedsReconnect(
  { clientId, accountId }: AccountKey,
  issuedAt: number,
  reason: Reason,
): Promise<void> {
  await insist([
    ...accountNeedsReconnect({ clientId, accountId }, issuedAt, reason),
    ...auditRow({ clientId, subjectId: accountId, action: 'account.needs_reconnect', detail: { reason } }),
  ]);
}

/** Notes when an account published last. Best effort: a publication is never held up by it. */
export async function markPublished(clientId: string, accountId: string, at: number): Promise<void> {
  try {
    await writeAlone(publishedNoted({ clientId, accountId }, at));
  } catch (error) {
    logger.warn('last publication not noted', { accountId, error: error instanceof Error ? error.name : 'unknown' });
  }
}
