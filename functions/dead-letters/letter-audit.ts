import { auditRow, PLATFORM } from '#functions/audit/audit-row.ts';
import type { Write } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { describeLetter } from './describe-letter.ts';
import type { ParkedMessage } from './letter-box.ts';

/** Who sent a letter again or deleted it: one row per letter, in the history of its queue. */
export function letterAudit(
  actor: StaffActor,
  action: 'letter.redriven' | 'letter.removed',
  queue: string,
  message: ParkedMessage,
): Write[] {
  const { letterId, reason, names } = describeLetter(queue, message);
  const { clientId, postId, targetId } = names;
  return auditRow({
    clientId: PLATFORM,
    subjectId: queue,
    action,
    actor,
    detail: { letterId, reason, clientId, postId, targetId },
  });
}
