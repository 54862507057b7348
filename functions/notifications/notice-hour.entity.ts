import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** How many notices a person got in one hour of the clock, so that an outage does not bury them in mail. */
export const noticeHour = new Entity(
  {
    model: { service: SERVICE, entity: 'notice-hour', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      subject: { type: 'string', required: true },
      /** Whole hours since the epoch. */
      hour: { type: 'number', required: true },
      /** Mails of single posts. */
      told: { type: 'number' },
      /** When the last mail of many posts was sent. */
      summedUpAt: { type: 'number' },
      /** A message comes back then for all that waits; others need not. */
      waitUntil: { type: 'number' },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byHour: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['subject', 'hour'] },
      },
    },
  },
  inTable,
);
