import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { Payment } from '#shared/payments/contract.ts';
import { paymentsOfClient } from './payment.store.ts';
import { paymentView } from './payment-view.ts';

/** The payments of the caller's business, newest first. */
export const listPayments = (
  { clientId }: TenantActor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ListPage<Payment>> =>
  pageOf(`payments.history:${clientId}`, cursor, async (from) => {
    const page = await paymentsOfClient(clientId, { limit, cursor: from });
    return { cursor: page.cursor, items: await Promise.all(page.items.map(paymentView)) };
  });
