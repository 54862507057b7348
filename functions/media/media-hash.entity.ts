import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** The first file of a client with these bytes: whatever has them later is a copy of it. */
export const mediaHash = new Entity(
  {
    model: { service: SERVICE, entity: 'mediahash', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** SHA-256 of the file as it came, hexadecimal. */
      hash: { type: 'string', required: true },
      mediaId: { type: 'string', required: true },
    },
    indexes: {
      byHash: {
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'hash'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
