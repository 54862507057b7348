import * as z from 'zod/mini';
import { toWallTime } from '../calendar/wall-time.ts';
import { id } from '../contract/id.ts';
import { ChosenPlan } from './payment.ts';

/** Two rows of numbers, each without a gap: invoices, and the credit notes that take some of one back. */
export const invoiceSeries = ['invoice', 'credit'] as const;
export type InvoiceSeries = (typeof invoiceSeries)[number];

const words = z.object({ ar: z.string(), en: z.string() });
export const Seller = z.object({ name: words, address: words, licence: z.string() });

/** An invoice as it was issued. Nothing of it changes afterwards: seller and buyer are as they were on that day. */
export const Invoice = z.object({
  number: z.string(),
  series: z.enum(invoiceSeries),
  year: z.number(),
  clientId: id('client'),
  paymentId: id('payment'),
  issuedAt: z.number(),
  seller: Seller,
  buyer: z.object({ name: words }),
  plan: words,
  choice: ChosenPlan,
  period: z.object({ from: z.number(), until: z.number() }),
  /** Below zero on a credit note. */
  fils: z.number(),
  /** There is no value-added tax in Kuwait; the field is for the day there is. */
  vatFils: z.number(),
  method: z.string(),
  /** Of a credit note: the invoice it belongs to. */
  of: z.optional(z.string()),
});
export type Invoice = z.infer<typeof Invoice>;

const prefix = { invoice: '', credit: 'cn-' } as const satisfies Record<InvoiceSeries, string>;

/** @example numberOf('invoice', 2026, 17) // '2026-000017' */
export const numberOf = (series: InvoiceSeries, year: number, count: number): string =>
  `${prefix[series]}${year}-${String(count).padStart(6, '0')}`;

/** The year that an invoice of this moment is counted in: the calendar's in Kuwait. */
export const invoiceYear = (at: number): number => Number(toWallTime(at).slice(0, 4));

/** Who issues our invoices. Replaced by the owner's own papers before the first real customer. */
export const seller: z.infer<typeof Seller> = {
  name: { ar: 'كويت سوشال', en: 'Kuwait Social' },
  address: { ar: 'مدينة الكويت، دولة الكويت', en: 'Kuwait City, State of Kuwait' },
  licence: '—',
};
