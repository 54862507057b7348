import { onTestFinished } from 'vitest';
import { invoice } from '#functions/payments/invoice.entity.ts';
import { openLink } from '#functions/payments/myfatoorah/open-invoice.ts';
import { payment } from '#functions/payments/payment.entity.ts';
import { subscriptionChanged, subscriptionOf } from '#functions/payments/subscription.store.ts';
import { myfatoorahSecret, startMyfatoorah } from '#local/sandbox/myfatoorah.ts';
import { now } from '#runtime/clock.ts';
import { hostVariable } from '#runtime/env-names.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import { numberOf, seller } from '#shared/payments/invoice.ts';
import { cancelled, nextOffer, paid, type Subscription, trialFrom } from '#shared/payments/subscription.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import type { Backend } from '#test/support/backend.ts';

const choice = { planId: 'basic', version: 1, interval: 'month' } as const;
const choosing = { planId: 'pro', interval: 'month' };
const buying = { ...choosing, method: 'kn', language: 'ar' };

/** A payment of a business: one that a person has in hand, so that nobody asks the provider about it. */
async function somePayment(clientId: string, more: object = {}): Promise<string> {
  const paymentId = newId('payment');
  const offer = { choice, anchor: now(), index: 0, period: { from: now(), until: now() + 1 } };
  const row = { clientId, paymentId, kind: 'period', offer, fils: 12_000, method: 'kn', createdAt: now() } as const;
  await payment.create({ ...row, state: 'held', ...more }).go();
  return paymentId;
}

const refunding = { clientId: newId('client'), paymentId: newId('payment'), fils: 1, reason: 'x' };

/** An invoice at the provider's stand-in that was paid; the stand-in goes with the test that asked for it. */
async function paidAtProvider({ ground, secretsManager }: Backend) {
  secretsManager.putSecret('ksa-test/myfatoorah', JSON.stringify(myfatoorahSecret));
  const sandbox = await startMyfatoorah(ground);
  onTestFinished(() => sandbox.close());
  process.env[hostVariable('myfatoorah', 'api')] = `${sandbox.url}/api`;
  const opened = await openLink({
    ...{ reference: newId('payment'), fils: 12_000, customerName: 'n', customerEmail: undefined, language: 'ar' },
    ...{ backUrl: 'https://app.example.com/back', webhookUrl: '' },
  });
  if (!opened.ok) throw new Error(opened.fault.detail);
  await fetch(opened.value.url, {
    method: 'POST',
    body: new URLSearchParams({ outcome: 'success' }),
    redirect: 'manual',
  });
  return opened.value;
}

let issued = 900_000;
/** An invoice of a business, with a number that is given to nobody else here. */
async function someInvoice(clientId: string): Promise<string> {
  issued += 1;
  const number = numberOf('invoice', 2026, issued);
  const words = { ar: 'n', en: 'n' };
  await invoice
    .create({
      ...{ number, series: 'invoice', year: 2026, clientId, paymentId: newId('payment'), issuedAt: now(), seller },
      ...{ buyer: { name: words }, plan: words, choice, period: { from: 1, until: 2 } },
      ...{ fils: 12_000, vatFils: 0, method: 'KNET' },
    })
    .go();
  return number;
}

/** Has a business subscribe to something that was paid just now; answers until when. */
async function subscribed(clientId: string, change: (row: Subscription) => Subscription = (row) => row) {
  const trial = trialFrom(choice, now(), 0);
  const row = change(paid(trial, nextOffer(trial, now())));
  await transact(subscriptionChanged(clientId, await subscriptionOf(clientId, true), row));
  return row.until;
}

export const part: Part = {
  things: [
    {
      names: ['paymentId'],
      owner: 'business',
      make: async ({ clientId }) => ({ paymentId: await somePayment(clientId) }),
    },
    { names: ['number'], owner: 'business', make: async ({ clientId }) => ({ number: await someInvoice(clientId) }) },
  ],
  bodies: {
    // There is no provider here: what is let in is told that there is no such means of payment.
    checkout: () => ({ ...buying, method: 'cheque' }),
    change: () => choosing,
    // Nor is there a payment that every owner could give money of back.
    refund: () => ({ ...refunding, fils: 0 }),
  },
  deeds: ({ world, cafe, owner }) => ({
    refund: async () => {
      const { invoiceId } = await paidAtProvider(world.backend);
      const known = { state: 'paid', providerInvoiceId: invoiceId, invoiceNumber: await someInvoice(cafe.clientId) };
      const paymentId = await somePayment(cafe.clientId, known);
      const body = { ...refunding, clientId: cafe.clientId, paymentId };
      return { by: owner, body, other: { body: { ...body, fils: 2 } }, commit: 'PutItemCommand' };
    },
    checkout: async () => {
      // Begun before, so that it is gone on with: nothing is written but the answer.
      const offer = { choice: { ...choice, planId: 'pro' }, anchor: 1, index: 0, period: { from: 1, until: 2 } };
      await somePayment(cafe.clientId, { state: 'open', url: 'https://pay.example.com', fils: 29_500, offer });
      return {
        by: cafe,
        body: buying,
        other: { body: { ...buying, method: 'vm' } },
        rows: 0,
        commit: 'PutItemCommand',
      };
    },
    change: async () => {
      await subscribed(cafe.clientId);
      return { by: cafe, body: choosing, other: { body: { ...choosing, interval: 'year' } } };
    },
    cancel: async () => {
      const until = await subscribed(cafe.clientId);
      return { by: cafe, body: { until }, other: { body: { until: until + 1 } } };
    },
    reactivate: async () => {
      const until = await subscribed(cafe.clientId, cancelled);
      return { by: cafe, body: { until }, other: { body: { until: until + 1 } } };
    },
  }),
};
