import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { templateRemoved } from './template.store.ts';

/** Deletes one of the caller's business. */
export async function removeTemplate(actor: TenantActor, templateId: string): Promise<undefined> {
  const { clientId } = actor;
  const { done } = await transact([
    ...templateRemoved({ clientId, templateId }),
    ...auditRow({ clientId, subjectId: templateId, action: 'template.removed', actor }),
  ]);
  if (!done) throw new Problem('template.not_found');
}
