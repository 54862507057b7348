import { auditRow } from '#functions/audit/audit-row.ts';
import { clientProfile } from '#functions/clients/client-profile.ts';
import { backoff } from '#runtime/backoff.ts';
import { now } from '#runtime/clock.ts';
import { transactUnlessConflict, type Write } from '#runtime/transaction.ts';
import { type Invoice, invoiceYear, numberOf, seller } from '#shared/payments/invoice.ts';
import type { PaymentState } from '#shared/payments/payment.ts';
import { upgraded } from '#shared/payments/proration.ts';
import { isSame, nextOffer, type Offer, paid, type Subscription, trialFrom } from '#shared/payments/subscription.ts';
import { invoiceIssued, lastNumber } from './invoice.store.ts';
import type { ProviderInvoice } from './myfatoorah/payment-status.ts';
import { type PaymentRow, paymentById, paymentChanged, paymentPaid } from './payment.store.ts';
import { planOf } from './plans.ts';
import { type SubscriptionRow, subscriptionChanged, subscriptionOf } from './subscription.store.ts';

/** Everybody who pays in this moment wants the next number. */
const TRIES = 20;

/**
 * Records money and gives what it is for, in one transaction: the payment becomes paid, the subscription gets its
 * period, the counter of invoices moves by one, the invoice gets that number, and the audit row says so. Whoever finds
 * one of them changed reads all anew. So a payment grants once however often and by however many it is reported, and
 * there is no moment at which a part of it is true.
 */
export async function grantPayment(payment: PaymentRow, read: ProviderInvoice): Promise<PaymentState> {
  const { clientId, paymentId } = payment;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await backoff(attempt);
    const current = attempt === 1 ? payment : await paymentById(clientId, paymentId, true);
    if (!current || current.state === 'paid' || current.state === 'held') return current?.state ?? 'failed';
    const { state, writes } = await planned(current, read);
    const written = await transactUnlessConflict(writes);
    if (written?.done) return state;
  }
  throw new Error('Others record money all the time');
}

async function planned(payment: PaymentRow, read: ProviderInvoice): Promise<{ state: PaymentState; writes: Write[] }> {
  const { clientId, paymentId } = payment;
  const at = now();
  const year = invoiceYear(at);
  const [subscription, last, plan, client] = await Promise.all([
    subscriptionOf(clientId, true),
    lastNumber('invoice', year),
    planOf(payment.offer.choice),
    clientProfile(clientId),
  ]);
  const granted = grantedBy(payment, subscription, at);
  if (!granted) {
    const held = paymentChanged(payment, { state: 'held', heldFor: 'changed', providerInvoiceId: read.invoiceId });
    const detail = { heldFor: 'changed' };
    return {
      state: 'held',
      writes: [...held, ...auditRow({ clientId, subjectId: paymentId, action: 'payment.held', detail })],
    };
  }
  const number = numberOf('invoice', year, last + 1);
  const paidWith = read.method ?? 'unknown';
  const invoice: Invoice = {
    ...{ number, series: 'invoice', year, clientId, paymentId, issuedAt: at, seller },
    buyer: { name: { ar: client.name, en: client.nameEn } },
    ...{ plan: plan.name, choice: granted.offer.choice, period: granted.offer.period },
    ...{ fils: payment.fils, vatFils: 0, method: paidWith },
  };
  const known = { providerInvoiceId: read.invoiceId, paidAt: at, invoiceNumber: number, paidTwice: read.paidTwice };
  return {
    state: 'paid',
    writes: [
      ...paymentPaid(payment, { ...known, paidWith, offer: granted.offer }),
      ...subscriptionChanged(clientId, subscription, granted.next),
      ...invoiceIssued(invoice, last),
      ...auditRow({ clientId, subjectId: paymentId, action: 'payment.paid', detail: { number, fils: payment.fils } }),
    ],
  };
}

/**
 * What a payment gives at the moment it is recorded. A period is worked out anew, so that the same one is never sold
 * twice, and nobody who pays late pays for days that are over. An upgrade was priced for one state of the subscription:
 * undefined when that is no longer its state.
 */
function grantedBy(
  { kind, offer, basis }: PaymentRow,
  subscription: SubscriptionRow | undefined,
  at: number,
): { next: Subscription; offer: Offer } | undefined {
  const current = subscription ?? trialFrom(offer.choice, at, 0);
  if (kind === 'period') {
    const now = nextOffer({ ...current, next: offer.choice }, at);
    return { next: paid(current, now), offer: now };
  }
  const isAsOffered = basis && basis.until === current.until && isSame(basis.choice, current.choice);
  if (!isAsOffered || at >= offer.period.until) return undefined;
  return { next: upgraded(current, { offer }), offer };
}
