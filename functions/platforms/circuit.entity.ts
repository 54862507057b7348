import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { platforms } from '#shared/platforms/platform.ts';

/** What the workers together know of a network in trouble; see shared/publishing/circuit.ts. Belongs to no client. */
export const circuit = new Entity(
  {
    model: { service: SERVICE, entity: 'circuit', version: '1' },
    attributes: {
      platform: { type: platforms, required: true },
      failures: { type: 'number', required: true },
      trips: { type: 'number', required: true },
      openUntil: { type: 'number' },
    },
    indexes: {
      byPlatform: {
        pk: { field: keysOf.primary.pk, composite: ['platform'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
