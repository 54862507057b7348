import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** The one mark that the platform has its first owner. Platform-wide; only created, never changed. */
export const firstOwner = new Entity(
  {
    model: { service: SERVICE, entity: 'firstowner', version: '1' },
    attributes: {
      mark: { type: ['owner'] as const, required: true },
      userId: { type: 'string', required: true },
    },
    indexes: {
      byMark: {
        pk: { field: keysOf.primary.pk, composite: ['mark'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
