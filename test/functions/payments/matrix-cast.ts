import { payment } from '#functions/payments/payment.entity.ts';
import { subscriptionChanged, subscriptionOf } from '#functions/payments/subscription.store.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import { cancelled, nextOffer, paid, type Subscription, trialFrom } from '#shared/payments/subscription.ts';
import type { Part } from '#test/functions/matrix/part.ts';

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
  ],
  bodies: {
    // There is no provider here: what is let in is told that there is no such means of payment.
    checkout: () => ({ ...buying, method: 'cheque' }),
    change: () => choosing,
  },
  deeds: ({ cafe }) => ({
    checkout: async () => {
      // Begun before, so that it is gone on with: nothing is written but the answer.
      const offer = { choice: { ...choice, planId: 'pro' }, anchor: 1, index: 0, period: { from: 1, until: 2 } };
      await somePayment(cafe.clientId, { state: 'open', url: 'https://pay.example.com', fils: 29_500, offer });
      return { by: cafe, body: buying, other: { body: { ...buying, method: 'vm' } }, rows: 0, commit: 'PutItemCommand' };
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
