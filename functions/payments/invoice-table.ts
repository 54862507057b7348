import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { CsvFile } from '#shared/contract/answer.ts';
import type { Invoice } from '#shared/payments/invoice.ts';
import { dinarsOf } from '#shared/payments/money.ts';

const headings = ['number', 'of', 'date', 'buyer', 'buyer_en', 'plan', 'from', 'until', 'kwd', 'vat_kwd', 'paid_with'];
type Page = { items: Invoice[]; cursor: string | null };

/** All pages of a question about invoices. */
export async function everyInvoice(ask: (page: { limit: number; cursor: string | null }) => Promise<Page>) {
  const found: Invoice[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await ask({ limit: 200, cursor });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

/** Invoices as the accountant's table: dates of Kuwait, amounts in dinars with three decimals. */
export const invoiceTable = (fileName: string, invoices: readonly Invoice[]): CsvFile => ({
  fileName,
  rows: [headings, ...invoices.map(rowOf)],
});

const rowOf = ({ number, of, issuedAt, buyer, plan, period, fils, vatFils, method }: Invoice) => [
  number,
  of ?? '',
  day(issuedAt),
  buyer.name.ar,
  buyer.name.en,
  plan.en,
  day(period.from),
  day(period.until),
  dinarsOf(fils),
  dinarsOf(vatFils),
  method,
];

const day = (at: number): string => toWallTime(at).slice(0, 10);
