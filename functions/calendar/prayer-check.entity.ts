import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** What the last comparison of our prayer times with an independent source found: one row, platform-wide. */
export const prayerCheck = new Entity(
  {
    model: { service: SERVICE, entity: 'prayercheck', version: '1' },
    attributes: {
      mark: { type: ['check'] as const, required: true },
      at: { type: 'number', required: true },
      outcome: { type: ['compared', 'differs', 'unreachable'] as const, required: true },
      /** The largest difference of all days compared, and the day of it. */
      minutes: { type: 'number' },
      date: { type: 'string' },
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
