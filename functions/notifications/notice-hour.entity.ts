import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** How many notices a business got in one hour of the clock, so that an outage does not bury its people in mail. */
export const noticeHour = new Entity(
  {
    model: { service: SERVICE, entity: 'notice-hour', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** Whole hours since the epoch. */
      hour: { type: 'number', required: true },
      count: { type: 'number', required: true },
      /** When "more posts need you" was claimed. */
      digestAt: { type: 'number' },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byHour: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['hour'] },
      },
    },
  },
  inTable,
);
