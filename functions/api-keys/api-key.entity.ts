import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** A key of a business, for its own software. The key itself is shown once and stored nowhere. */
export const apiKey = new Entity(
  {
    model: { service: SERVICE, entity: 'apikey', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      keyId: { type: 'string', required: true },
      name: { type: 'string', required: true },
      /** SHA-256 of the key's secret part, in hex: the part is random and long, so that nothing slower is needed. */
      hash: { type: 'string', required: true },
      /** Names of permissions. */
      scopes: { type: 'list', items: { type: 'string' }, required: true },
      createdAt: { type: 'number', required: true },
      createdBy: { type: 'string', required: true },
      expiresAt: { type: 'number' },
      revokedAt: { type: 'number' },
      /** Written now and then, never with every call. */
      lastUsedAt: { type: 'number' },
    },
    indexes: {
      byClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['keyId'] },
      },
    },
  },
  inTable,
);
