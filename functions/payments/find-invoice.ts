import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Invoice } from '#shared/payments/invoice.ts';
import { invoiceByNumber, invoicesOfClient } from './invoice.store.ts';

/** One invoice of the caller's business. Throws `invoice.not_found`, for another business's too. */
export async function findInvoice({ clientId }: TenantActor, number: string): Promise<Invoice> {
  const found = await invoiceByNumber(clientId, number);
  if (!found) throw new Problem('invoice.not_found');
  return found as Invoice;
}

/** Invoices and credit notes of the caller's business, the highest number first. */
export const listInvoices = (
  { clientId }: TenantActor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ListPage<Invoice>> =>
  pageOf(`payments.invoices:${clientId}`, cursor, (from) => invoicesOfClient(clientId, { limit, cursor: from }));
