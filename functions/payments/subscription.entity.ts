import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { billingIntervals } from '#shared/payments/period.ts';

const choice = {
  planId: { type: 'string', required: true },
  version: { type: 'number', required: true },
  interval: { type: billingIntervals, required: true },
} as const;

/** What a business subscribes to and until when it is paid. `rev` grows with every change: whoever writes has read it. */
export const subscription = new Entity(
  {
    model: { service: SERVICE, entity: 'subscription', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      rev: { type: 'number', required: true },
      choice: { type: 'map', properties: choice, required: true },
      anchor: { type: 'number', required: true },
      paidPeriods: { type: 'number', required: true },
      /** Padded in keys, so that times of any length sort as numbers do. */
      until: { type: 'number', required: true, padding: { length: 16, char: '0' } },
      trial: { type: 'boolean', required: true },
      cancelled: { type: 'boolean', required: true },
      next: { type: 'map', properties: choice },
      before: {
        type: 'map',
        properties: {
          choice: { type: 'map', properties: choice, required: true },
          until: { type: 'number', required: true },
        },
      },
      /** The last reminder that went out: `until` and the days before it. */
      reminded: { type: 'string' },
    },
    indexes: {
      ofClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
      /** Platform-wide: what ends soon, and the owner's list. */
      byEnd: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: [] },
        sk: { field: keysOf.byState.sk, composite: ['until', 'clientId'] },
      },
    },
  },
  inTable,
);
