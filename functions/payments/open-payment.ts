import { auditRow } from '#functions/audit/audit-row.ts';
import { clientProfile } from '#functions/clients/client-profile.ts';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Language } from '#shared/contract/text.ts';
import { isAwaited, type PayMethod, referenceOf } from '#shared/payments/payment.ts';
import { isSame } from '#shared/payments/subscription.ts';
import type { Called } from './myfatoorah/call.ts';
import { type OpenedInvoice, openInvoice, openLink } from './myfatoorah/open-invoice.ts';
import { type PaymentRow, paymentBegun, paymentById, paymentChanged, paymentsOfClient } from './payment.store.ts';
import type { Quote } from './quote.ts';

export type Wanted = { quote: Quote; method: PayMethod; language: Language; actor?: TenantActor };

/** A payment that was begun is gone on with for so long: an upgrade gets cheaper by the minute, a period does not. */
const GOES_ON_MS = { period: 24 * 3_600_000, upgrade: 30 * 60_000 } as const;
const RECENT = 20;

/**
 * Has the provider open an invoice for a quote and tells where its page is. Intent first: the payment is stored before
 * the provider is asked, so that money can never come in for something we do not know of. Who clicks twice, in two tabs
 * or after a lost answer gets the payment that was begun. Throws `payment.unavailable`, `payment.not_set_up` or
 * `payment.refused`.
 */
export async function openPayment(clientId: string, wanted: Wanted): Promise<PaymentRow> {
  const payment = (await begunBefore(clientId, wanted)) ?? (await begin(clientId, wanted));
  return payment.url ? payment : opened(payment, await askedProvider(payment, wanted.language));
}

async function begunBefore(clientId: string, { quote, method }: Wanted): Promise<PaymentRow | undefined> {
  const { items } = await paymentsOfClient(clientId, { limit: RECENT, cursor: null });
  return items.find(
    (one) =>
      isAwaited(one) &&
      one.kind === quote.kind &&
      one.method === method &&
      (one.kind === 'upgrade' || one.fils === quote.fils) &&
      isSame(one.offer.choice, quote.offer.choice) &&
      one.createdAt > now() - GOES_ON_MS[one.kind],
  );
}

async function begin(clientId: string, { quote, method, actor }: Wanted): Promise<PaymentRow> {
  const { kind, offer, basis, fils } = quote;
  if (kind === 'later') throw new Error('Nothing is to be paid');
  const payment: PaymentRow = {
    ...{ clientId, paymentId: newId('payment'), state: 'opening', kind, fils, method, createdAt: now() },
    offer: { choice: offer.choice, anchor: offer.anchor, index: offer.index, period: offer.period },
    ...(basis ? { basis } : {}),
  };
  const audit = { clientId, subjectId: payment.paymentId, action: 'payment.begun', actor, detail: { fils, kind } };
  const { done } = await transact([...paymentBegun(payment), ...auditRow(audit)]);
  if (!done) throw new Error('A fresh payment id was taken already');
  return payment;
}

/** Asked again with the same key, the provider answers as the first time and opens no second invoice. */
async function askedProvider(payment: PaymentRow, language: Language): Promise<Called<OpenedInvoice>> {
  const { name, nameEn } = await clientProfile(payment.clientId);
  const web = env('webUrl');
  const asked = {
    ...{ reference: referenceOf(payment), fils: payment.fils, customerEmail: undefined, language },
    customerName: language === 'ar' ? name : nameEn,
    backUrl: `${web}/api/payments/callback?of=${payment.paymentId}`,
    webhookUrl: `${web}/api/payments/webhook`,
  };
  const ask = () => (payment.method === 'link' ? openLink(asked) : openInvoice(asked, payment.method));
  const first = await ask();
  return first.ok || first.fault.kind !== 'unsure' ? first : ask();
}

async function opened(payment: PaymentRow, answer: Called<OpenedInvoice>): Promise<PaymentRow> {
  const { clientId, paymentId } = payment;
  if (!answer.ok) return notOpened(payment, answer.fault);
  const known = { state: 'open' as const, providerInvoiceId: answer.value.invoiceId, url: answer.value.url };
  const { done } = await transact(paymentChanged(payment, known));
  if (done) return { ...payment, ...known };
  // The poller found the invoice meanwhile, or it was paid in this very moment.
  const current = await paymentById(clientId, paymentId, true);
  if (current?.state === 'open') await transact(paymentChanged(current, { url: answer.value.url }));
  return current ? { ...current, url: answer.value.url } : payment;
}

async function notOpened(payment: PaymentRow, { kind, detail }: { kind: string; detail: string }): Promise<never> {
  const cause = new Error(`${kind} ${detail}`);
  // Whether there is an invoice is found out by our reference; the same request goes on where this one stopped.
  if (kind === 'unsure' || kind === 'busy') throw new Problem('payment.unavailable', { retryAfterSeconds: 5, cause });
  await transact(paymentChanged(payment, { state: 'failed', failure: kind }));
  throw new Problem(kind === 'not_set_up' ? 'payment.not_set_up' : 'payment.refused', { cause });
}
