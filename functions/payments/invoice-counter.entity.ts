import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { invoiceSeries } from '#shared/payments/invoice.ts';

/** Platform-wide: the last number given in a series and year. Moves only together with the invoice that has it. */
export const invoiceCounter = new Entity(
  {
    model: { service: SERVICE, entity: 'invoiceCounter', version: '1' },
    attributes: {
      series: { type: invoiceSeries, required: true },
      year: { type: 'number', required: true },
      last: { type: 'number', required: true },
    },
    indexes: {
      ofYear: {
        pk: { field: keysOf.primary.pk, composite: ['series', 'year'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
