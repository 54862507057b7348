import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { invoice } from '#functions/payments/invoice.entity.ts';
import { paymentById } from '#functions/payments/payment.store.ts';
import { pollPayments } from '#functions/payments/poll-payments.ts';
import { settlePayment } from '#functions/payments/settle-payment.ts';
import { subscriptionOf } from '#functions/payments/subscription.store.ts';
import { now } from '#runtime/clock.ts';
import { invoiceYear } from '#shared/payments/invoice.ts';
import { monthsAfter } from '#shared/payments/period.ts';
import { dying } from '#test/support/dying.ts';
import { problemOf } from '#test/support/gateway.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await startPaymentsWorld();
});
beforeEach(() => world.sandbox.faults.clear());
afterAll(() => world.close());

/** What there is of a business, as its people and the accountant would count it. */
async function booksOf(clientId: string) {
  const { data: invoices } = await invoice.query.ofClient({ clientId }).go({ consistent: true });
  const row = await subscriptionOf(clientId, true);
  return { invoices: invoices.length, periods: row?.paidPeriods ?? 0, until: row?.until, row };
}
/** Every number that was ever given, in order. */
async function numbersGiven() {
  const { data } = await invoice.query.ofYear({ year: invoiceYear(now()) }).go({ pages: 'all' });
  return data.filter(({ series }) => series === 'invoice').map(({ number }) => Number(number.slice(5)));
}
const gapless = async () => {
  const numbers = await numbersGiven();
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
};

describe('a payment that the provider holds as paid', () => {
  it('starts the subscription and gives one invoice', async () => {
    const { calls, clientId, paymentId, url } = await world.begin();
    await world.pay(url);
    expect(await calls.check({ params: { paymentId } })).toMatchObject({
      state: 'paid',
      paidWith: 'KNET',
      fils: 12_000,
    });
    const { subscription } = await calls.subscription();
    expect(subscription).toMatchObject({ standing: 'active', choice: { planId: 'basic', interval: 'month' } });
    const { items } = await calls.invoices({ query: {} });
    expect(items).toMatchObject([{ fils: 12_000, paymentId, clientId, period: { until: subscription?.until } }]);
    await gapless();
  });

  it('grants once when a hundred learn of it at the same instant', async () => {
    const { clientId, paymentId, url } = await world.begin();
    await world.pay(url);
    const settled = await Promise.all(Array.from({ length: 100 }, () => settlePayment(clientId, paymentId)));
    expect(new Set(settled)).toEqual(new Set(['paid']));
    expect(await booksOf(clientId)).toMatchObject({ invoices: 1, periods: 1 });
    await gapless();
  });

  it('ten businesses that pay at once get ten numbers without a gap', async () => {
    const before = (await numbersGiven()).length;
    const begun = await Promise.all(Array.from({ length: 10 }, () => world.begin()));
    await Promise.all(begun.map(({ url }) => world.pay(url)));
    const results = await Promise.allSettled(begun.map((one) => settlePayment(one.clientId, one.paymentId)));
    // Whoever found everybody else writing is looked at again, as the queue would do.
    for (const [at, { status }] of results.entries())
      if (status === 'rejected') await settlePayment(begun[at]?.clientId ?? '', begun[at]?.paymentId ?? '');
    expect((await numbersGiven()).length).toBe(before + 10);
    await gapless();
  });

  it('a worker that dies at any of its calls leaves nothing half done, and the next one finishes', async () => {
    const whole = await world.begin();
    await world.pay(whole.url);
    const { calls } = await dying(undefined, () => settlePayment(whole.clientId, whole.paymentId));
    expect(calls.length).toBeGreaterThan(3);
    for (let at = 1; at <= calls.length; at += 1)
      for (const when of ['before', 'after'] as const) {
        const { clientId, paymentId, url } = await world.begin();
        await world.pay(url);
        await dying({ at, when }, () => settlePayment(clientId, paymentId));
        const { invoices, periods } = await booksOf(clientId);
        expect([invoices, periods], `${when} call ${at}`).toEqual(invoices === 0 ? [0, 0] : [1, 1]);
        expect(await settlePayment(clientId, paymentId)).toBe('paid');
        expect(await booksOf(clientId)).toMatchObject({ invoices: 1, periods: 1 });
      }
    await gapless();
  });

  it('with another amount, currency or reference grants nothing and waits for a person', async () => {
    const wrong = [
      { InvoiceValue: 11.999, InvoiceDisplayValue: '11.999 KD' },
      { InvoiceDisplayValue: '12.000 SR' },
      { CustomerReference: 'cl_somebody.pm_else' },
    ];
    for (const change of wrong) {
      const { clientId, paymentId, url } = await world.begin();
      await world.pay(url);
      const row = await paymentById(clientId, paymentId);
      const Data = {
        ...{ InvoiceId: Number(row?.providerInvoiceId), InvoiceStatus: 'Paid' },
        ...{ CustomerReference: world.reference({ clientId, paymentId }), InvoiceValue: 12 },
        ...{ InvoiceDisplayValue: '12.000 KD' },
        InvoiceTransactions: [{ PaymentId: '07', TransactionStatus: 'Succss', PaymentGateway: 'KNET' }],
        ...change,
      };
      const body = JSON.stringify({ IsSuccess: true, Data });
      world.sandbox.faults.add({ operation: 'GetPaymentStatus', times: 1, status: 200, body });
      expect(await settlePayment(clientId, paymentId)).toBe('held');
      expect(await booksOf(clientId)).toMatchObject({ invoices: 0, periods: 0 });
      // Also later, when the provider says something that fits: a person has it now.
      expect(await settlePayment(clientId, paymentId)).toBe('held');
    }
  });

  it('counts also when it had been given up here: money is never lost', async () => {
    const { clientId, paymentId, url } = await world.begin();
    await world.backend.advance(4 * 86_400_000);
    expect(await settlePayment(clientId, paymentId)).toBe('expired');
    await world.pay(url);
    expect(await settlePayment(clientId, paymentId)).toBe('paid');
  });

  it('twice by a nervous customer buys one period, and is marked for a refund', async () => {
    const { clientId, paymentId, url } = await world.begin();
    await world.pay(url);
    await settlePayment(clientId, paymentId);
    await world.pay(url, 'duplicate');
    expect(await settlePayment(clientId, paymentId)).toBe('paid');
    expect(await paymentById(clientId, paymentId, true)).toMatchObject({ paidTwice: true });
    expect(await booksOf(clientId)).toMatchObject({ invoices: 1, periods: 1 });
  });

  it('two payments of the same business buy two periods, one after the other', async () => {
    const one = await world.begin();
    const other = await one.calls.checkout({
      body: { planId: 'basic', interval: 'month', method: 'vm', language: 'en' },
    });
    expect(other.paymentId).not.toBe(one.paymentId);
    await Promise.all([world.pay(one.url), world.pay(other.url ?? '', 'success', 'VISA/MASTER')]);
    await Promise.all([one.paymentId, other.paymentId].map((id) => settlePayment(one.clientId, id)));
    const { invoices, periods, row } = await booksOf(one.clientId);
    expect({ invoices, periods }).toEqual({ invoices: 2, periods: 2 });
    expect(row?.until).toBe(monthsAfter(row?.anchor ?? 0, 2));
    const { items } = await one.calls.invoices({ query: {} });
    expect(items[0]?.period.from).toBe(items[1]?.period.until);
    expect(await problemOf(one.calls.quote({ query: { planId: 'basic', interval: 'month' } }))).toMatchObject({
      code: 'payment.paid_ahead',
    });
  });
});

describe('a payment that nobody told us of', () => {
  it('is found by the poller within ten minutes', async () => {
    const { clientId, url, paymentId } = await world.begin();
    await world.pay(url);
    await world.backend.advance(5 * 60_000);
    await pollPayments();
    expect(await paymentById(clientId, paymentId, true)).toMatchObject({ state: 'paid' });
  });

  it('keeps no other from being found when the provider cannot be read for it', async () => {
    const [one, other] = [await world.begin(), await world.begin()];
    await Promise.all([world.pay(one.url), world.pay(other.url)]);
    world.sandbox.faults.add({ operation: 'GetPaymentStatus', times: 1, status: 500, body: '' });
    expect(await pollPayments()).toMatchObject({ broken: 1 });
    expect(await pollPayments()).toMatchObject({ broken: 0 });
    expect(await booksOf(one.clientId)).toMatchObject({ invoices: 1 });
    expect(await booksOf(other.clientId)).toMatchObject({ invoices: 1 });
  });

  it('whose opening was never answered is found by our reference, or given up', async () => {
    for (const [reset, end] of [
      ['after', 'paid'],
      ['before', 'failed'],
    ] as const) {
      const manager = await world.backend.signInAs('manager');
      world.sandbox.faults.add({ operation: 'ExecutePayment', times: 2, reset });
      const body = { planId: 'basic', interval: 'month', method: 'kn', language: 'ar' } as const;
      expect(await problemOf(world.as(manager).checkout({ body }))).toMatchObject({ code: 'payment.unavailable' });
      const [row] = (await world.as(manager).history({ query: {} })).items;
      expect(row).toMatchObject({ state: 'opening' });
      if (end === 'paid') {
        // The same request goes on where it stopped, with the invoice that the provider has.
        const again = await world.as(manager).checkout({ body });
        expect(again).toMatchObject({ paymentId: row?.paymentId, state: 'open' });
        await world.pay(again.url ?? '');
      }
      await world.backend.advance(16 * 60_000);
      await pollPayments();
      const after = await paymentById(manager.clientId, row?.paymentId ?? '', true);
      expect(after).toMatchObject({ state: end });
    }
  });
});

describe('a payment that is over', () => {
  it('is over once, however often it is told', async () => {
    const { clientId, paymentId } = await world.begin();
    await world.backend.advance(5 * 86_400_000);
    for (const _ of [1, 2, 3]) expect(await settlePayment(clientId, paymentId)).toBe('expired');
    const { items } = await eventsOf(clientId, paymentId, { limit: 20, cursor: null });
    expect(items.filter(({ action }) => action === 'payment.expired')).toHaveLength(1);
  });
});
