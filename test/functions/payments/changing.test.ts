import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentById } from '#functions/payments/payment.store.ts';
import { settlePayment } from '#functions/payments/settle-payment.ts';
import { problemOf } from '#test/support/gateway.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await startPaymentsWorld();
});
afterAll(() => world.close());

const at = { interval: 'month', method: 'kn', language: 'ar' } as const;
/** A business that paid for the smallest plan, half a month ago. */
async function halfway() {
  const begun = await world.begin();
  await world.pay(begun.url);
  await settlePayment(begun.clientId, begun.paymentId);
  await world.backend.advance(15 * 86_400_000);
  const calls = world.as({ token: world.backend.issuer.issue(begun.manager.subject) });
  const until = (await calls.subscription()).subscription?.until ?? 0;
  return { ...begun, calls, until };
}

describe('another plan', () => {
  it('that costs more begins at once, for the rest of the period and less what is unused', async () => {
    const { clientId, calls, until } = await halfway();
    const quoted = await calls.quote({ query: { planId: 'pro', interval: 'month' } });
    expect(quoted).toMatchObject({ kind: 'upgrade', fils: quoted.price - quoted.credit, period: { until } });
    expect(quoted.fils).toBeLessThan(17_500);
    const { paymentId, url = '', fils } = await calls.checkout({ body: { ...at, planId: 'pro' } });
    expect(Math.abs(fils - quoted.fils)).toBeLessThan(5);
    await world.pay(url);
    expect(await settlePayment(clientId, paymentId)).toBe('paid');
    expect((await calls.subscription()).subscription).toMatchObject({ choice: { planId: 'pro' }, until });
  });

  it('paid after the subscription had changed meanwhile is held for a person', async () => {
    const { clientId, calls } = await halfway();
    const one = await calls.checkout({ body: { ...at, planId: 'pro' } });
    const other = await calls.checkout({ body: { ...at, planId: 'agency' } });
    await Promise.all([world.pay(one.url ?? ''), world.pay(other.url ?? '')]);
    expect(await settlePayment(clientId, one.paymentId)).toBe('paid');
    expect(await settlePayment(clientId, other.paymentId)).toBe('held');
    expect(await paymentById(clientId, other.paymentId)).toMatchObject({ heldFor: 'changed' });
    const staff = world.as(await world.backend.signInAs('admin'));
    const { items } = await staff.held({ query: { limit: 100 } });
    expect(items.map(({ paymentId }) => paymentId)).toContain(other.paymentId);
  });

  it('that costs less begins when what is paid is over, and costs nothing today', async () => {
    const { calls, until } = await halfway();
    const body = { ...at, planId: 'pro' };
    const { paymentId, url = '' } = await calls.checkout({ body });
    await world.pay(url);
    await calls.check({ params: { paymentId } });
    const query = { planId: 'basic', interval: 'month' } as const;
    expect(await calls.quote({ query })).toMatchObject({ kind: 'later', fils: 0, period: { from: until } });
    expect(await problemOf(calls.checkout({ body: { ...at, planId: 'basic' } }))).toMatchObject({
      code: 'plan.begins_later',
    });
    const { subscription } = await calls.change({ body: query });
    expect(subscription).toMatchObject({ choice: { planId: 'pro' }, next: { choice: { planId: 'basic' } } });
  });
});

describe('a subscription', () => {
  it('that is cancelled works until its end, and can be kept until then', async () => {
    const { calls, until } = await halfway();
    expect(await problemOf(calls.cancel({ body: { until: until + 1 } }))).toMatchObject({
      code: 'subscription.changed',
    });
    expect((await calls.cancel({ body: { until } })).subscription).toMatchObject({ standing: 'ending', until });
    expect((await calls.reactivate({ body: { until } })).subscription).toMatchObject({ standing: 'active' });
  });

  it('there is none to cancel before something was paid or tried', async () => {
    const manager = await world.backend.signInAs('manager');
    expect(await problemOf(world.as(manager).cancel({ body: { until: 1 } }))).toMatchObject({
      code: 'subscription.none',
    });
  });

  it('of another business is out of reach: its payments and invoices are missing ones', async () => {
    const { paymentId, calls } = await halfway();
    const [invoice] = (await calls.invoices({ query: {} })).items;
    const stranger = world.as(await world.backend.signInAs('manager'));
    expect(await problemOf(stranger.payment({ params: { paymentId } }))).toMatchObject({ status: 404 });
    const params = { number: invoice?.number ?? '' };
    expect(await problemOf(stranger.invoice({ params }))).toMatchObject({ status: 404 });
  });
});
