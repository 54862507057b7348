import { createWriteTransaction } from 'electrodb';
import { defined } from '#runtime/defined.ts';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { Invoice, InvoiceSeries } from '#shared/payments/invoice.ts';
import { invoice } from './invoice.entity.ts';
import { invoiceCounter } from './invoice-counter.entity.ts';

type Page = { limit: number; cursor: string | null };

/** One invoice of a business, or undefined. */
export const invoiceByNumber = async (clientId: string, number: string) =>
  (await invoice.get({ clientId, number }).go()).data ?? undefined;

/** Invoices and credit notes of a business, the highest number first. */
export async function invoicesOfClient(clientId: string, options: Page) {
  const { data, cursor } = await invoice.query.ofClient({ clientId }).go({ order: 'desc', ...options });
  return { items: data as Invoice[], cursor };
}

/** Invoices and credit notes of all businesses of a year, by number. */
export async function invoicesOfYear(year: number, options: Page) {
  const { data, cursor } = await invoice.query.ofYear({ year }).go(options);
  return { items: data as Invoice[], cursor };
}

/** The last number that was given; 0 before the first. */
export const lastNumber = async (series: InvoiceSeries, year: number): Promise<number> =>
  (await invoiceCounter.get({ series, year }).go({ consistent: true })).data?.last ?? 0;

/** Issues an invoice with the number after `last`. Refused when somebody else took it: then none is skipped. */
export const invoiceIssued = (row: Invoice, last: number): Write[] => {
  const { series, year } = row;
  return writesOf(
    createWriteTransaction({ invoice, invoiceCounter }, (entities) => [
      last === 0
        ? entities.invoiceCounter.create({ series, year, last: 1 }).commit()
        : entities.invoiceCounter
            .patch({ series, year })
            .set({ last: last + 1 })
            .where((fields, { eq }) => eq(fields.last, last))
            .commit(),
      entities.invoice.create(defined(row)).commit(),
    ]),
  );
};
