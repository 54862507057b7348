import { Entity } from 'electrodb';
import { attributesOf } from '#runtime/attributes.ts';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { Plan } from '#shared/payments/plan.ts';

/** Platform-wide: a version of a plan that an owner made. Never changed, because somebody may have subscribed to it. */
export const plan = new Entity(
  {
    model: { service: SERVICE, entity: 'plan', version: '1' },
    attributes: attributesOf(Plan),
    indexes: {
      all: {
        pk: { field: keysOf.primary.pk, composite: [] },
        sk: { field: keysOf.primary.sk, composite: ['planId', 'version'] },
      },
    },
  },
  inTable,
);
