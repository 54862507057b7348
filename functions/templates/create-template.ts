import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { NewTemplate, Template } from '#shared/templates/contract.ts';
import { assertSound } from './assert-sound.ts';
import { templateCreated } from './template.store.ts';

/** Makes one for the caller's business. */
export async function createTemplate(actor: TenantActor, content: NewTemplate, deed: Deed<string>): Promise<Template> {
  assertSound(content);
  const { clientId } = actor;
  const at = now();
  const row = { ...content, clientId, templateId: newId('template'), revision: 1, createdAt: at, updatedAt: at };
  const { done } = await transact([
    ...templateCreated(row),
    ...auditRow({ clientId, subjectId: row.templateId, action: 'template.created', actor }),
    ...deed.done(row.templateId),
  ]);
  if (!done) throw new Error('The key was used before, or a fresh id was taken already');
  return row;
}
