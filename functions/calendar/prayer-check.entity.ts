import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** What the last comparison of our prayer times with an independent source found: one row, platform-wide. */
export const prayerCheck = new Entity(
  {
    model: { service: SERVICE, entity: 'prayercheck', version: '1' },
    attributes: {
      part: { type: ['check'] as const, required: true },
      at: { type: 'number', required: true },
      outcome: { type: ['compared', 'differs', 'unreachable'] as const, required: true },
      /** The largest difference of all days compared, and the day of it. */
      minutes: { type: 'number' },
      date: { type: 'string' },
    },
    indexes: {
      byPart: {
        pk: { field: keysOf.primary.pk, composite: ['part'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
