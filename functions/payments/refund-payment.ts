import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { StaffActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Refund } from '#shared/payments/refund.ts';
import { findPayment } from './find-payment.ts';
import { refundsOf, requestRefund } from './myfatoorah/refund.ts';
import { paymentRefunded } from './payment.store.ts';
import { type RefundRow, refundBegun, refundsOfClient } from './refund.store.ts';
import { cancelRefund } from './settle-refund.ts';

type Asked = { clientId: string; paymentId: string; fils: number; reason: string };

/**
 * Asks the provider to give money of a payment back. The amount is set aside in the transaction that stores the wish, so
 * that two refunds together are never more than was paid. The provider does not notice a second request, so after doubt
 * it is looked for first; the same request goes on where this one stopped. Throws `payment.not_refundable` and
 * `payment.unavailable`.
 */
export async function refundPayment(actor: StaffActor, asked: Asked): Promise<Refund> {
  const row = (await begunBefore(asked)) ?? (await begin(actor, asked));
  const known = await refundsOf(row.providerInvoiceId);
  if (!known.ok) throw unavailable(known.fault.kind);
  if (known.value.some(({ reference }) => reference === row.refundId)) return viewOf(row);
  const answer = await requestRefund(row.providerInvoiceId, {
    ...{ reference: row.refundId, fils: row.fils, comment: row.reason },
  });
  if (answer.ok) return viewOf(row);
  if (answer.fault.kind !== 'refused') throw unavailable(answer.fault.kind);
  await cancelRefund(row);
  throw new Problem('payment.not_refundable', { cause: new Error(answer.fault.detail) });
}

async function begunBefore({ clientId, paymentId, fils, reason }: Asked): Promise<RefundRow | undefined> {
  const isIt = (one: RefundRow) =>
    one.state === 'pending' && one.paymentId === paymentId && one.fils === fils && one.reason === reason;
  return (await refundsOfClient(clientId)).find(isIt);
}

async function begin(actor: StaffActor, { clientId, paymentId, fils, reason }: Asked): Promise<RefundRow> {
  const payment = await findPayment(clientId, paymentId);
  const { providerInvoiceId, refundedFils = 0, invoiceNumber } = payment;
  const isPaid = payment.state === 'paid' && invoiceNumber !== undefined && providerInvoiceId !== undefined;
  if (!isPaid || refundedFils + fils > payment.fils) throw new Problem('payment.not_refundable');
  const row: RefundRow = {
    ...{ clientId, refundId: newId('refund'), paymentId, providerInvoiceId, state: 'pending', fils, reason },
    askedAt: now(),
  };
  const { done } = await transact([
    ...paymentRefunded(payment, refundedFils + fils),
    ...refundBegun(row),
    ...auditRow({ clientId, subjectId: paymentId, action: 'payment.refund_asked', actor, detail: { fils, reason } }),
  ]);
  if (!done) throw new Problem('payment.not_refundable');
  return row;
}

const unavailable = (kind: string) =>
  new Problem(kind === 'not_set_up' ? 'payment.not_set_up' : 'payment.unavailable', { retryAfterSeconds: 5 });

const viewOf = ({ refundId, paymentId, state, fils, reason, askedAt }: RefundRow): Refund => ({
  ...{ refundId, paymentId, state, fils, reason, askedAt },
});
