import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type TemplateRow, templateById } from './template.store.ts';

/** One of the caller's business. */
export async function findTemplate({ clientId }: TenantActor, templateId: string): Promise<TemplateRow> {
  const row = await templateById({ clientId, templateId });
  if (!row) throw new Problem('template.not_found');
  return row;
}
