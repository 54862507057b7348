import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invoicesOfClient } from '#functions/payments/invoice.store.ts';
import { paymentById } from '#functions/payments/payment.store.ts';
import { subscriptionOf } from '#functions/payments/subscription.store.ts';
import { myfatoorahSecret } from '#local/sandbox/myfatoorah.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await startPaymentsWorld();
});
beforeEach(() => world.sandbox.faults.clear());
afterAll(() => world.close());

type Begun = Awaited<ReturnType<PaymentsWorld['begin']>>;
const stateOf = async ({ clientId, paymentId }: Begun) => (await paymentById(clientId, paymentId, true))?.state;
const granted = async ({ clientId }: Begun) => ({
  invoices: (await invoicesOfClient(clientId, { limit: 10, cursor: null })).items.length,
  periods: (await subscriptionOf(clientId, true))?.paidPeriods ?? 0,
});
const once = { invoices: 1, periods: 1 };
const nothing = { invoices: 0, periods: 0 };
const paidEvent = (of: Begun, more = {}) => world.eventAbout(world.reference(of), more);

describe('what the provider says of a payment', () => {
  it('ten times is granted once', async () => {
    const begun = await world.begin();
    await world.pay(begun.url);
    const event = paidEvent(begun);
    expect(await Promise.all(Array.from({ length: 10 }, () => world.tell(event)))).toEqual(Array(10).fill(200));
    await world.work();
    for (let times = 0; times < 10; times += 1) await world.tell(event);
    await world.work();
    expect(await granted(begun)).toEqual(once);
  });

  it('that it failed, arriving after it was paid, takes nothing away', async () => {
    const begun = await world.begin();
    await world.pay(begun.url, 'MF004');
    await world.tell(paidEvent(begun, { status: 'PENDING', transaction: 'FAILED', paymentId: '0707000' }));
    await world.work();
    expect(await stateOf(begun)).toBe('open');
    await world.pay(begun.url);
    await world.tell(paidEvent(begun));
    await world.tell(paidEvent(begun, { status: 'PENDING', transaction: 'FAILED', paymentId: '0707002' }));
    await world.work();
    expect(await stateOf(begun)).toBe('paid');
    expect(await granted(begun)).toEqual(once);
  });

  it('that it is paid, when the provider itself does not know of it, grants nothing', async () => {
    const begun = await world.begin();
    expect(await world.tell(paidEvent(begun))).toBe(200);
    await world.work();
    expect(await stateOf(begun)).toBe('open');
    expect(await granted(begun)).toEqual(nothing);
  });

  it('a quarter of an hour late counts as if it were on time', async () => {
    const begun = await world.begin();
    await world.pay(begun.url);
    await world.backend.advance(15 * 60_000);
    await world.tell(paidEvent(begun));
    await world.work();
    expect(await granted(begun)).toEqual(once);
  });

  it('forged is 401 and changes nothing', async () => {
    const begun = await world.begin();
    await world.pay(begun.url);
    const before = world.backend.calls.length;
    expect(await world.tell(paidEvent(begun), 'another-secret-of-somebody')).toBe(401);
    expect(await world.work()).toBe(0);
    const writes = world.backend.calls.slice(before).filter(({ action }) => /Put|Update|Transact|Send/.test(action));
    expect(writes).toEqual([]);
    expect(await granted(begun)).toEqual(nothing);
  });

  it('with a field changed after signing is 401', async () => {
    const [mine, theirs] = [await world.begin(), await world.begin()];
    await world.pay(mine.url);
    const event = paidEvent(mine);
    const headers = { ...event, Data: { ...event.Data } };
    expect(await world.tell(headers)).toBe(200);
    const swapped = { ...event, Data: { ...event.Data, Invoice: { ...event.Data.Invoice, ExternalIdentifier: '' } } };
    expect(await world.tell({ ...swapped, Event: { Code: 99 } })).toBe(401);
    await world.work();
    expect(await granted(theirs)).toEqual(nothing);
  });

  it('signed with the secret before is good for a while after it was changed', async () => {
    const begun = await world.begin();
    await world.pay(begun.url);
    const next = { ...myfatoorahSecret, webhookSecret: 'the-next-webhook-secret-0002==' };
    world.backend.secretsManager.putSecret('ksa-test/myfatoorah', JSON.stringify(next));
    await world.backend.advance(6 * 60_000);
    expect(await world.tell(paidEvent(begun, { paymentId: '1' }))).toBe(200);
    expect(await world.tell(paidEvent(begun, { paymentId: '2' }), next.webhookSecret)).toBe(200);
    await world.work();
    expect(await granted(begun)).toEqual(once);
    world.backend.secretsManager.putSecret('ksa-test/myfatoorah', JSON.stringify(myfatoorahSecret));
    await world.backend.advance(6 * 60_000);
  });

  it('about something of another merchant’s is taken and left alone', async () => {
    expect(await world.tell(world.eventAbout('order-17'))).toBe(200);
    expect(await world.work()).toBe(0);
  });

  it('costs three calls', async () => {
    const begun = await world.begin();
    await world.tell(paidEvent(begun, { paymentId: 'warm' }));
    const before = world.backend.calls.length;
    await world.tell(paidEvent(begun, { paymentId: 'counted' }));
    expect(world.backend.calls.slice(before).map(({ action }) => action)).toEqual([
      'dynamodb:GetItem',
      'sqs:SendMessage',
      'dynamodb:PutItem',
    ]);
  });
});

describe('the browser that comes back from the payment page', () => {
  it('is led to the page that waits, and what it brings along is not believed', async () => {
    const begun = await world.begin();
    const { status, headers } = await world.callback(`/payments/callback?of=${begun.paymentId}&paymentId=0707&Id=0707`);
    expect([status, headers.location]).toEqual([303, `https://app.example.com/billing/payments/${begun.paymentId}`]);
    expect(await stateOf(begun)).toBe('open');
  });

  it.each(['', '?of=https://evil.example', '?of=..%2F..%2Fteam', '?of=pm_x'])(
    '%s leads to the billing page',
    async (query) => {
      const { headers } = await world.callback(`/payments/callback${query}`);
      expect(headers.location).toBe('https://app.example.com/billing');
    },
  );
});
