import type { Deed } from '#runtime/idempotency.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Template } from '#shared/templates/contract.ts';
import { starters } from '#shared/templates/library/starters.ts';
import { createTemplate } from './create-template.ts';
import { findTemplate } from './find-template.ts';

type Copy = { source: string; name: string };

/** Makes another one like one of the caller's business, or like one that the platform offers. */
export async function copyTemplate(actor: TenantActor, { source, name }: Copy, deed: Deed<string>): Promise<Template> {
  const starter = starters.find(({ starterId }) => starterId === source);
  const { category, ar, en, variables } = starter ?? (await findTemplate(actor, source));
  return createTemplate(actor, { name, category, ar, en, variables }, deed);
}
