import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { template } from './template.entity.ts';

export type TemplateRow = EntityItem<typeof template>;
type Name = { clientId: string; templateId: string };

/** One of a business, or undefined when it is missing or another one's. */
export const templateById = async (name: Name): Promise<TemplateRow | undefined> =>
  (await template.get(name).go({ consistent: true })).data ?? undefined;

/** Those of one business, newest first. */
export async function templatesOfClient(clientId: string, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await template.query.ofClient({ clientId }).go({ order: 'desc', ...options });
  return { items: data, cursor };
}

export const templateCreated = (row: TemplateRow): Write[] =>
  writesOf(createWriteTransaction({ template }, (entities) => [entities.template.create(row).commit()]));

/** Refused when it is gone, or somebody changed it first. */
export const templateChanged = (row: TemplateRow): Write[] =>
  writesOf(
    createWriteTransaction({ template }, (entities) => [
      entities.template
        .put(row)
        .where(({ revision }, { eq }) => eq(revision, row.revision - 1))
        .commit(),
    ]),
  );

/** Refused when it is gone already. */
export const templateRemoved = (name: Name): Write[] =>
  writesOf(
    createWriteTransaction({ template }, (entities) => [
      entities.template
        .delete(name)
        .where(({ templateId }, { exists }) => exists(templateId))
        .commit(),
    ]),
  );
