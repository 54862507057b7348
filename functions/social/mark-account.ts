import { auditRow } from '#functions/audit/audit-row.ts';
import { logger } from '#runtime/logger.ts';
import { transact, writeAlone } from '#runtime/transaction.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import { accountByKey, accountNeedsReconnect, publishedNoted } from './account.store.ts';
import { forget, recall } from './warm-accounts.ts';

/**
 * The platform refused the token that was used. Nothing changes when the account has another token by now: somebody
 * reconnected it meanwhile, and the refusal was about the old one.
 */
export async function markNeedsReconnect(clientId: string, accountId: string, reason: Reason): Promise<void> {
  const key = { clientId, accountId };
  const issuedAt = recall(key)?.issuedAt ?? (await accountByKey(key, true))?.tokenIssuedAt;
  forget(key);
  if (issuedAt === undefined) return;
  await transact([
    ...accountNeedsReconnect(key, issuedAt, reason),
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
