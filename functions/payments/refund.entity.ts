import { Entity } from 'electrodb';
import { attributesOf } from '#runtime/attributes.ts';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { Refund } from '#shared/payments/refund.ts';

/** Money of a payment that is given back: stored before the provider is asked. */
export const refund = new Entity(
  {
    model: { service: SERVICE, entity: 'refund', version: '1' },
    attributes: {
      ...attributesOf(Refund),
      clientId: { type: 'string', required: true },
      providerInvoiceId: { type: 'string', required: true },
    },
    indexes: {
      ofClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['refundId'] },
      },
      /** Platform-wide: what the provider has not decided. */
      byState: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['state'] },
        sk: { field: keysOf.byState.sk, composite: ['refundId'] },
      },
    },
  },
  inTable,
);
