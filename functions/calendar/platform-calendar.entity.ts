import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { ramadanSwitches } from '#shared/calendar/ramadan.ts';

/** What whoever runs the platform says of the calendar: one row for all, platform-wide. */
export const platformCalendar = new Entity(
  {
    model: { service: SERVICE, entity: 'platformcalendar', version: '1' },
    attributes: {
      part: { type: ['calendar'] as const, required: true },
      version: { type: 'number', required: true },
      ramadan: { type: ramadanSwitches, required: true },
      /** As in the contract; parsed when they are read. */
      announced: { type: 'any' },
      observed: { type: 'any' },
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
