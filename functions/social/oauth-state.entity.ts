import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { platforms } from '#shared/platforms/platform.ts';

/** A connection attempt under way. Only the hash of its state is kept, bound to the person who began. */
export const oauthState = new Entity(
  {
    model: { service: SERVICE, entity: 'oauth-state', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      stateHash: { type: 'string', required: true },
      userId: { type: 'string', required: true },
      platform: { type: platforms, required: true },
      expiresAt: { type: 'number', required: true },
      /** Seconds since the epoch, for the table's own clearing. */
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byState: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['stateHash'] },
      },
    },
  },
  inTable,
);
