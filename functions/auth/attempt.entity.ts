import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/**
 * How often something was tried in one window of time. Platform-wide: it counts before anybody is signed in. `who` is
 * a hash, so that no address of a person gets into a key.
 */
export const attempt = new Entity(
  {
    model: { service: SERVICE, entity: 'attempt', version: '1' },
    attributes: {
      limit: { type: 'string', required: true },
      who: { type: 'string', required: true },
      window: { type: 'number', required: true },
      count: { type: 'number', required: true },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byWindow: {
        pk: { field: keysOf.primary.pk, composite: ['limit', 'who'] },
        sk: { field: keysOf.primary.sk, composite: ['window'] },
      },
    },
  },
  inTable,
);
