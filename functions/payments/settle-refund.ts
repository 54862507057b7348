import { auditRow } from '#functions/audit/audit-row.ts';
import { backoff } from '#runtime/backoff.ts';
import { now } from '#runtime/clock.ts';
import { transactUnlessConflict } from '#runtime/transaction.ts';
import { invoiceYear, numberOf } from '#shared/payments/invoice.ts';
import type { RefundState } from '#shared/payments/refund.ts';
import { invoiceByNumber, invoiceIssued, lastNumber } from './invoice.store.ts';
import { refundsOf } from './myfatoorah/refund.ts';
import { paymentById, paymentRefunded } from './payment.store.ts';
import { type RefundRow, refundDecided } from './refund.store.ts';

const TRIES = 10;

/**
 * Finds out what the provider decided on a refund. Done: the credit note is issued in the transaction that says so, with
 * the next number of its own row. Cancelled: what was set aside can be given back another time. Throws when the
 * provider cannot be read.
 */
export async function settleRefund(row: RefundRow): Promise<RefundState> {
  if (row.state !== 'pending') return row.state;
  const read = await refundsOf(row.providerInvoiceId);
  if (!read.ok) throw new Error(`Refunds could not be read: ${read.fault.kind}`);
  const found = read.value.find(({ reference, fils }) => reference === row.refundId && fils === row.fils);
  if (found?.state === 'done') return done(row);
  return found?.state === 'cancelled' ? cancelRefund(row) : row.state;
}

async function done(row: RefundRow): Promise<RefundState> {
  const { clientId, refundId, paymentId } = row;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await backoff(attempt);
    const year = invoiceYear(now());
    const payment = await paymentById(clientId, paymentId, true);
    const invoice = await invoiceByNumber(clientId, payment?.invoiceNumber ?? '');
    if (!invoice) throw new Error('A payment that was refunded has no invoice');
    const last = await lastNumber('credit', year);
    const number = numberOf('credit', year, last + 1);
    const note = { number, series: 'credit' as const, year, issuedAt: now(), fils: -row.fils, of: invoice.number };
    const written = await transactUnlessConflict([
      ...refundDecided(row, { state: 'done', creditNumber: number }),
      ...invoiceIssued({ ...invoice, ...note }, last),
      ...auditRow({ clientId, subjectId: paymentId, action: 'payment.refunded', detail: { refundId, number } }),
    ]);
    if (written?.done) return 'done';
    // Somebody else recorded it; or another credit note took the number.
    if (written?.refused.includes(0)) return 'done';
  }
  throw new Error('Others issue credit notes all the time');
}

/** Nothing is given back: the amount is free again. */
export async function cancelRefund(row: RefundRow): Promise<RefundState> {
  const { clientId, refundId, paymentId, fils } = row;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await backoff(attempt);
    const payment = await paymentById(clientId, paymentId, true);
    if (!payment) throw new Error('A refund without its payment');
    const written = await transactUnlessConflict([
      ...refundDecided(row, { state: 'cancelled' }),
      ...paymentRefunded(payment, (payment.refundedFils ?? 0) - fils),
      ...auditRow({ clientId, subjectId: paymentId, action: 'payment.refund_cancelled', detail: { refundId } }),
    ]);
    if (written?.done || written?.refused.includes(0)) return 'cancelled';
  }
  throw new Error('Others refund this payment all the time');
}
