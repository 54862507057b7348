import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** What a business says of its calendar: its rule for prayer times and its weekly slots. Absent until it says it. */
export const clientCalendar = new Entity(
  {
    model: { service: SERVICE, entity: 'clientcalendar', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      version: { type: 'number', required: true },
      /** As `PrayerPolicy` and `SlotPlan` of the contract; parsed when they are read. */
      policy: { type: 'any' },
      slots: { type: 'any' },
    },
    indexes: {
      byId: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
