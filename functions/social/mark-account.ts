import { auditRow } from '#functions/audit/audit-row.ts';
import { transactWithRetry, writeOne } from '#runtime/transaction.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import type { Publication } from '#shared/social/publication.ts';
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
  await transactWithRetry([
    ...accountNeedsReconnect({ clientId, accountId }, issuedAt, reason),
    ...auditRow({ clientId, subjectId: accountId, action: 'account.needs_reconnect', detail: { reason } }),
  ]);
}

/** Notes when an account published last. The latest stays, in whatever order they are noted. */
export async function recordPublication({ clientId, accountId, publishedAt }: Publication): Promise<void> {
  await writeOne(publishedNoted({ clientId, accountId }, publishedAt));
}
