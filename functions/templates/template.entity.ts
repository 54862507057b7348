import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { categories } from '#shared/templates/contract.ts';
import { variableKinds } from '#shared/templates/variable.ts';

/** One of a business's templates. */
export const template = new Entity(
  {
    model: { service: SERVICE, entity: 'template', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** Time-ordered, so that the newest come first without an index. */
      templateId: { type: 'string', required: true },
      revision: { type: 'number', required: true },
      name: { type: 'string', required: true },
      category: { type: categories, required: true },
      ar: { type: 'string', required: true },
      en: { type: 'string', required: true },
      variables: {
        type: 'list',
        required: true,
        items: {
          type: 'map',
          properties: {
            name: { type: 'string', required: true },
            kind: { type: variableKinds, required: true },
            default: { type: 'string' },
            choices: { type: 'list', items: { type: 'string' } },
          },
        },
      },
      createdAt: { type: 'number', required: true },
      updatedAt: { type: 'number', required: true },
    },
    indexes: {
      ofClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['templateId'] },
      },
    },
  },
  inTable,
);
