import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { NewTemplate, Template } from '#shared/templates/contract.ts';
import { assertSound } from './assert-sound.ts';
import { findTemplate } from './find-template.ts';
import { templateChanged } from './template.store.ts';

/** Changes one of the caller's business, unless somebody else did since they saw it. */
export async function changeTemplate(
  actor: TenantActor,
  templateId: string,
  { revision, ...content }: NewTemplate & { revision: number },
): Promise<Template> {
  const found = await findTemplate(actor, templateId);
  if (found.revision !== revision) throw new Problem('template.changed');
  assertSound(content);
  const row = { ...found, ...content, revision: revision + 1, updatedAt: now() };
  const { done } = await transact([
    ...templateChanged(row),
    ...auditRow({ clientId: actor.clientId, subjectId: templateId, action: 'template.changed', actor }),
  ]);
  if (!done) throw new Problem('template.changed');
  return row;
}
