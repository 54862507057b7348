import { everyItem } from '#runtime/every-item.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { CsvFile } from '#shared/contract/answer.ts';
import type { CsvRow } from '#shared/contract/csv.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Invoice } from '#shared/payments/invoice.ts';
import { dinarsOf } from '#shared/payments/money.ts';
import { invoicesOfClient, invoicesOfYear } from './invoice.store.ts';

const headings = ['number', 'of', 'date', 'buyer', 'buyer_en', 'plan', 'from', 'until', 'kwd', 'vat_kwd', 'paid_with'];

/** All invoices and credit notes of the caller's business. */
export const ownInvoiceTable = ({ clientId }: TenantActor): Promise<CsvFile> =>
  tableOf(
    'invoices.csv',
    everyItem((page) => invoicesOfClient(clientId, page)),
  );

/** Those of all businesses of a year, by number. */
export const yearInvoiceTable = (year: number): Promise<CsvFile> =>
  tableOf(
    `invoices-${year}.csv`,
    everyItem((page) => invoicesOfYear(year, page)),
  );

/** As an accountant wants them: dates of Kuwait, amounts in dinars with three decimals. */
async function tableOf(fileName: string, invoices: AsyncIterable<Invoice>): Promise<CsvFile> {
  const rows: CsvRow[] = [headings];
  for await (const invoice of invoices) rows.push(rowOf(invoice));
  return { fileName, rows };
}

const rowOf = ({ number, of, issuedAt, buyer, plan, period, fils, vatFils, method }: Invoice) => [
  number,
  of ?? '',
  day(issuedAt),
  buyer.name.ar,
  buyer.name.en,
  plan.en,
  day(period.from),
  day(period.until),
  { number: dinarsOf(fils) },
  { number: dinarsOf(vatFils) },
  method,
];

const day = (at: number): string => toWallTime(at).slice(0, 10);
