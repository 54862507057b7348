import { auditRow } from '#functions/audit/audit-row.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import { type MediaRow, mediaJudged } from './media.store.ts';

export type MediaVerdict = Partial<MediaRow> & { state: 'ready' | 'refused' };

/** Writes what a worker found out about a file that is being checked. Whoever is first decides; nobody decides twice. */
export async function writeVerdict(name: { clientId: string; mediaId: string }, verdict: MediaVerdict): Promise<void> {
  const { clientId, mediaId } = name;
  const { state, reason } = verdict;
  const audit = auditRow({ clientId, subjectId: mediaId, action: `media.${state}`, detail: { reason } });
  await transactWithRetry([...mediaJudged(name, verdict), ...audit]);
}
