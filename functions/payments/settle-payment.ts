import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { transact } from '#runtime/transaction.ts';
import { isAwaited, type PaymentState, referenceOf, verdictOn } from '#shared/payments/payment.ts';
import { grantPayment } from './grant-payment.ts';
import { type ProviderInvoice, paymentStatus } from './myfatoorah/payment-status.ts';
import { type PaymentRow, paymentById, paymentChanged } from './payment.store.ts';
import { refundsOfClient } from './refund.store.ts';
import { settleRefund } from './settle-refund.ts';

/** So long the provider may take to know of an invoice that it was asked to open. */
const OPENING_MS = 15 * 60_000;

/**
 * Finds out how a payment stands, and grants what it is for. Webhook, callback page and poller all end here; whoever
 * calls knows nothing, only the provider does.
 * 1. Reads the payment. One that is paid is only asked whether it was paid a second time, or given back.
 * 2. Reads the provider's invoice and compares reference, currency and amount with ours.
 * 3. Grants (one transaction), notes why an attempt failed, or holds it for a person.
 * Answers with the state, undefined for a payment that we do not have. Throws when the provider cannot be read: nothing
 * was changed, and the queue or the next run tries again.
 */
export async function settlePayment(clientId: string, paymentId: string): Promise<PaymentState | undefined> {
  const payment = await paymentById(clientId, paymentId, true);
  if (!payment) {
    logger.warn('a payment that is not ours', { paymentId });
    return undefined;
  }
  if ((payment.refundedFils ?? 0) > 0) await settleRefunds(payment);
  if (payment.state === 'held' || payment.paidTwice) return payment.state;
  const read = await readOf(payment);
  if (read === 'unknown') return unknownThere(payment);
  if (payment.state === 'paid') return noteSecond(payment, read);
  const verdict = verdictOn({ ...payment, reference: referenceOf(payment) }, read, now());
  // What is over stays over, however often it is told; only money changes that.
  if (!isAwaited(payment) && verdict !== 'grant' && verdict !== 'hold') return payment.state;
  switch (verdict) {
    case 'grant':
      return grantPayment(payment, read);
    case 'hold':
      return change(payment, { state: 'held', heldFor: 'mismatch' }, 'payment.held', { heldFor: 'mismatch' });
    case 'fail':
      return change(payment, { state: 'failed', failure: 'cancelled' }, 'payment.failed');
    case 'expire':
      return change(payment, { state: 'expired' }, 'payment.expired');
    default:
      return stillOpen(payment, read);
  }
}

/** The provider tells of a refund by the payment's reference. */
async function settleRefunds({ clientId, paymentId }: PaymentRow): Promise<void> {
  for (const row of await refundsOfClient(clientId)) if (row.paymentId === paymentId) await settleRefund(row);
}

async function readOf(payment: PaymentRow): Promise<ProviderInvoice | 'unknown'> {
  const { providerInvoiceId } = payment;
  const read = await paymentStatus(
    providerInvoiceId === undefined
      ? { KeyType: 'CustomerReference', Key: referenceOf(payment) }
      : { KeyType: 'InvoiceId', Key: providerInvoiceId },
  );
  if (read.ok) return read.value;
  if (read.fault.kind === 'refused' && providerInvoiceId === undefined) return 'unknown';
  throw new Error(`The provider could not be read: ${read.fault.kind} ${read.fault.detail}`);
}

/** It was asked to open an invoice and knows of none: soon there may be one, later there never will. */
async function unknownThere(payment: PaymentRow): Promise<PaymentState> {
  if (payment.state !== 'opening' || now() < payment.createdAt + OPENING_MS) return payment.state;
  return change(payment, { state: 'failed', failure: 'not_opened' }, 'payment.failed');
}

/** An attempt that failed is no end: the customer may try again on the same invoice. */
async function stillOpen(payment: PaymentRow, { invoiceId, failure }: ProviderInvoice): Promise<PaymentState> {
  const isNews = payment.state === 'opening' || (failure !== undefined && failure !== payment.failure);
  if (!isNews) return payment.state;
  const known = { state: 'open' as const, providerInvoiceId: invoiceId, ...(failure ? { failure } : {}) };
  return change(payment, known, failure ? 'payment.attempt_failed' : 'payment.opened', { failure });
}

async function noteSecond(payment: PaymentRow, { paidTwice }: ProviderInvoice): Promise<PaymentState> {
  return paidTwice ? change(payment, { paidTwice: true }, 'payment.paid_twice') : payment.state;
}

/** Somebody else may have been faster: then what they found counts. */
async function change(
  payment: PaymentRow,
  known: Parameters<typeof paymentChanged>[1],
  action: string,
  detail: Record<string, string | undefined> = {},
): Promise<PaymentState> {
  const { clientId, paymentId } = payment;
  const written = await transact([
    ...paymentChanged(payment, known),
    ...auditRow({ clientId, subjectId: paymentId, action, detail }),
  ]);
  if (written.done) return known.state ?? payment.state;
  return (await paymentById(clientId, paymentId, true))?.state ?? payment.state;
}
