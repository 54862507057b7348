import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/**
 * How often something was tried in one window of time, and when last. Platform-wide: it counts before anybody is signed
 * in. `who` is a hash, so that no address of a person gets into a key. A device that somebody signed in with has a row
 * in a window without end: that it exists makes the device known.
 */
export const attempt = new Entity(
  {
    model: { service: SERVICE, entity: 'attempt', version: '1' },
    attributes: {
      limit: { type: 'string', required: true },
      who: { type: 'string', required: true },
      window: { type: 'number', required: true },
      count: { type: 'number', required: true },
      /** Epoch milliseconds. */
      lastAt: { type: 'number' },
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
