import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { PaymentState } from '#shared/payments/payment.ts';
import { payment } from './payment.entity.ts';

export type PaymentRow = EntityItem<typeof payment>;

/** One payment, or undefined. `consistent` when a decision follows from it. */
export const paymentById = async (clientId: string, paymentId: string, consistent = false) =>
  (await payment.get({ clientId, paymentId }).go({ consistent })).data ?? undefined;

/** Payments of a business, newest first. */
export async function paymentsOfClient(clientId: string, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await payment.query.byId({ clientId }).go({ order: 'desc', ...options });
  return { items: data, cursor };
}

/** Payments of all businesses in one state, oldest first: what the poller and the staff look through. */
export async function paymentsInState(state: PaymentState, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await payment.query.byState({ state }).go(options);
  return { items: data, cursor };
}

export const paymentBegun = (row: PaymentRow): Write[] =>
  writesOf(createWriteTransaction({ payment }, (entities) => [entities.payment.create(row).commit()]));

/** What becomes known of a payment. Refused unless its state is still the one that was read. */
export const paymentChanged = (
  { clientId, paymentId, state }: Pick<PaymentRow, 'clientId' | 'paymentId' | 'state'>,
  change: Partial<Omit<PaymentRow, 'clientId' | 'paymentId'>>,
): Write[] =>
  writesOf(
    createWriteTransaction({ payment }, (entities) => [
      entities.payment
        .patch({ clientId, paymentId })
        .set(change)
        .where((fields, { eq }) => eq(fields.state, state))
        .commit(),
    ]),
  );

/** The payment is paid, whatever was known of it before. Refused when somebody else recorded the money meanwhile. */
export const paymentPaid = (
  { clientId, paymentId }: Pick<PaymentRow, 'clientId' | 'paymentId'>,
  known: Required<Pick<PaymentRow, 'providerInvoiceId' | 'paidAt' | 'invoiceNumber' | 'paidTwice' | 'offer'>> & {
    paidWith: string;
  },
): Write[] =>
  writesOf(
    createWriteTransaction({ payment }, (entities) => [
      entities.payment
        .patch({ clientId, paymentId })
        .set({ ...known, state: 'paid' })
        .remove(['failure'])
        .where(({ state }, { ne }) => `${ne(state, 'paid')} AND ${ne(state, 'held')}`)
        .commit(),
    ]),
  );

/** So much of a payment is given back or set aside for it. Refused unless it is paid and nobody else changed the sum. */
export const paymentRefunded = (
  { clientId, paymentId, refundedFils: before }: Pick<PaymentRow, 'clientId' | 'paymentId' | 'refundedFils'>,
  sum: number,
): Write[] =>
  writesOf(
    createWriteTransaction({ payment }, (entities) => [
      entities.payment
        .patch({ clientId, paymentId })
        .set({ refundedFils: sum })
        .where(({ state, refundedFils }, { eq, notExists }) => {
          const isAsRead = before === undefined ? notExists(refundedFils) : eq(refundedFils, before);
          return `${eq(state, 'paid')} AND ${isAsRead}`;
        })
        .commit(),
    ]),
  );
