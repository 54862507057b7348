import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentsOfClient } from '#functions/payments/payment.store.ts';
import { remindRenewals } from '#functions/payments/remind-renewals.ts';
import { settlePayment } from '#functions/payments/settle-payment.ts';
import { subscriptionChanged, subscriptionOf } from '#functions/payments/subscription.store.ts';
import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import { monthsAfter } from '#shared/payments/period.ts';
import { reminderDue } from '#shared/payments/reminder.ts';
import { cancelled, GRACE_MS, nextOffer, paid, type Subscription, trialFrom } from '#shared/payments/subscription.ts';
import { startTestMail } from '#test/support/test-mail.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

const DAY = 86_400_000;
let world: PaymentsWorld;
let mail: Awaited<ReturnType<typeof startTestMail>>;
beforeAll(async () => {
  world = await startPaymentsWorld();
  mail = await startTestMail(world.backend.ground);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const basic = { planId: 'basic', version: 1, interval: 'month' } as const;
const bought = (): Subscription => {
  const trial = trialFrom(basic, now(), 0);
  return paid(trial, nextOffer(trial, now()));
};
async function subscribed(change: (row: Subscription) => Subscription = (row) => row) {
  const manager = await world.backend.signInAs('manager');
  const row = change(bought());
  await transact(subscriptionChanged(manager.clientId, undefined, row));
  return { ...manager, until: row.until };
}
/** Oldest first. */
const mailsTo = (address: string) => mail.mails(address).toReversed();
const moveTo = (moment: number) => world.backend.advance(moment - now());

describe('a subscription that ends', () => {
  it('is reminded of seven, three and one day ahead and once after it, each time once', async () => {
    const { email, until } = await subscribed();
    const told: number[] = [];
    for (const left of [8, 6.9, 6.8, 2.9, 2.8, 0.9, 0.8, -0.1, -0.2]) {
      await moveTo(until - left * DAY);
      await remindRenewals();
      told.push(mailsTo(email).length);
    }
    expect(told).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const [first] = mailsTo(email);
    expect(first?.html).toContain('12.000 د.ك');
  });

  it('is renewed by the link of the mail, also with KNET, and goes on where it ended', async () => {
    const { email, until, clientId } = await subscribed();
    await moveTo(until - 6.9 * DAY);
    await remindRenewals();
    const [, link = ''] = /href="([^"]+\/pay\/[^"]+)"/.exec(mailsTo(email)[0]?.html ?? '') ?? [];
    await world.pay(link.replaceAll('&amp;', '&'));
    const row = await subscriptionOf(clientId, true);
    const [begun] = (await paymentsOfClient(clientId, { limit: 1, cursor: null })).items;
    expect(await settlePayment(clientId, begun?.paymentId ?? '')).toBe('paid');
    expect((await subscriptionOf(clientId, true))?.until).toBe(monthsAfter(row?.anchor ?? 0, 2));
  });

  it('by its owner’s wish is not reminded of', async () => {
    const { email, until } = await subscribed(cancelled);
    await moveTo(until - DAY);
    await remindRenewals();
    expect(mailsTo(email)).toEqual([]);
  });

  it('has a place to pay at also while the provider does not answer', async () => {
    const { email, until } = await subscribed();
    await moveTo(until - 2 * DAY);
    world.sandbox.faults.add({ operation: 'SendPayment', times: 9, status: 500, body: '' });
    await remindRenewals();
    world.sandbox.faults.clear();
    expect(mailsTo(email)[0]?.html).toContain('https://app.example.com/billing"');
  });

  it('is reminded of in the next run when the mail did not leave', async () => {
    const { email, until } = await subscribed();
    await moveTo(until - 2 * DAY);
    world.backend.deny('ses:SendEmail');
    expect((await remindRenewals()).broken).toBeGreaterThan(0);
    world.backend.allow('ses:SendEmail');
    await remindRenewals();
    expect(mailsTo(email)).toHaveLength(1);
  });
});

describe('which reminder is due', () => {
  const row = { ...trialFrom(basic, 0, 0), until: 100 * DAY };
  it.each([
    [92, undefined],
    [93, '7'],
    [97, '3'],
    [99, '1'],
    [100, 'over'],
    [106, 'over'],
    [107, undefined],
  ] as const)('on day %i of an end on day 100 is %s', (day, stage) => {
    expect(reminderDue(row, day * DAY)).toBe(stage);
    expect(reminderDue(cancelled(row), day * DAY)).toBeUndefined();
    expect(GRACE_MS).toBe(7 * DAY);
  });
});
