import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** What a business used of its plan in a Kuwaiti month: counted in the transaction that uses it. */
export const usage = new Entity(
  {
    model: { service: SERVICE, entity: 'usage', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** As `2026-11`. */
      month: { type: 'string', required: true },
      /** Posts that were scheduled for the first time. */
      posts: { type: 'number', required: true },
    },
    indexes: {
      ofMonth: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['month'] },
      },
    },
  },
  inTable,
);
