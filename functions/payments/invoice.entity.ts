import { Entity } from 'electrodb';
import { attributesOf } from '#runtime/attributes.ts';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { Invoice } from '#shared/payments/invoice.ts';

/** An invoice or a credit note as it was issued: written once, in the transaction that records the money. */
export const invoice = new Entity(
  {
    model: { service: SERVICE, entity: 'invoice', version: '1' },
    attributes: attributesOf(Invoice),
    indexes: {
      ofClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['number'] },
      },
      /** Platform-wide: a year's invoices, for the accountant. */
      ofYear: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['year'] },
        sk: { field: keysOf.byState.sk, composite: ['number'] },
      },
    },
  },
  inTable,
);
