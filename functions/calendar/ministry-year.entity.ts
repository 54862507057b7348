import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/**
 * The Ministry's printed minutes of a year, platform-wide: one row, because whoever judges a time wants the days around
 * it, too. A whole year is about 15 KB.
 */
export const ministryYear = new Entity(
  {
    model: { service: SERVICE, entity: 'ministryyear', version: '1' },
    attributes: {
      part: { type: ['minutes'] as const, required: true },
      year: { type: 'number', required: true },
      version: { type: 'number', required: true },
      importedAt: { type: 'number', required: true },
      /** `MM-DD` to the six times of the day, in minutes and in their order. */
      days: { type: 'any', required: true },
    },
    indexes: {
      byYear: {
        pk: { field: keysOf.primary.pk, composite: ['part'] },
        sk: { field: keysOf.primary.sk, composite: ['year'] },
      },
    },
  },
  inTable,
);
