import { templateCreated } from '#functions/templates/template.store.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import { createWords } from './words.ts';

/** A fresh one of a business, for whatever names it in its path. */
async function addTemplate(clientId: string) {
  const templateId = newId('template');
  const at = Date.now();
  await transact(
    templateCreated({ ...createWords(), clientId, templateId, revision: 1, createdAt: at, updatedAt: at }),
  );
  return { templateId };
}

const copy = { source: 'cafe-new-drink', name: 'نسخة' };

export const part: Part = {
  things: [{ names: ['templateId'], owner: 'business', make: ({ clientId }) => addTemplate(clientId) }],
  bodies: { create: () => createWords(), copy: () => copy, change: () => ({ ...createWords(), revision: 1 }) },
  deeds: ({ cafe }) => ({
    create: async () => ({ by: cafe, body: createWords(), other: { body: createWords({ name: 'آخر' }) } }),
    copy: async () => ({ by: cafe, body: copy, other: { body: { ...copy, name: 'أخرى' } } }),
  }),
};
