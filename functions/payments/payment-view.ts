import type { Payment } from '#shared/payments/contract.ts';
import { isAwaited } from '#shared/payments/payment.ts';
import type { PaymentRow } from './payment.store.ts';
import { planOf } from './plans.ts';

/** A payment as the customer sees it: the page to pay on only while it can be paid there. */
export async function paymentView(row: PaymentRow): Promise<Payment> {
  const { paymentId, state, kind, fils, createdAt, paidAt, paidWith, failure, invoiceNumber, url } = row;
  const { choice } = row.offer;
  return {
    ...{ paymentId, state, kind, choice, plan: (await planOf(choice)).name, fils, createdAt },
    ...(url !== undefined && isAwaited(row) ? { url } : {}),
    ...(paidAt === undefined ? {} : { paidAt }),
    ...(paidWith === undefined ? {} : { paidWith }),
    ...(failure === undefined ? {} : { failure }),
    ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
  };
}
