import { shareOf } from './money.ts';
import { type BillingInterval, periodOf } from './period.ts';
import { type Choice, type Offer, type Subscription, standingAt } from './subscription.ts';

/** A price per interval, in fils. */
export type Prices = Readonly<Record<BillingInterval, number>>;

/** What an upgrade costs today, with the two parts it is made of, all in fils. */
export type Upgrade = {
  readonly offer: Offer;
  /** The new plan from now until the period ends. */
  readonly price: number;
  /** What is left unused of what was paid. */
  readonly credit: number;
  readonly due: number;
};

/**
 * A plan that begins today instead of at the end of the period. With the same interval the period's end stays and only
 * the rest of it is charged; another interval begins a period today. What is unused of the old plan is deducted, down
 * to the fils. Undefined when nothing was paid that could be changed (it is an ordinary payment then), and when what is
 * left is worth more than what is chosen (that begins at the period's end, so that nobody loses what they paid).
 */
export function upgradeNow(
  subscription: Subscription,
  choice: Choice,
  prices: { from: Prices; to: Prices },
  now: number,
): Upgrade | undefined {
  if (standingAt(subscription, now) !== 'active') return undefined;
  const { anchor, paidPeriods, until } = subscription;
  const { interval } = subscription.choice;
  const running = periodOf(anchor, interval, paidPeriods - 1);
  const left = Math.min(until, running.until) - Math.max(now, running.from);
  const whole = running.until - running.from;
  const unused = shareOf(prices.from[interval], Math.max(0, left), whole);
  const sameInterval = choice.interval === interval;
  const offer: Offer = sameInterval
    ? { choice, anchor, index: paidPeriods - 1, period: { from: now, until: running.until } }
    : { choice, anchor: now, index: 0, period: periodOf(now, choice.interval, 0) };
  const price = sameInterval ? shareOf(prices.to[interval], Math.max(0, left), whole) : prices.to[choice.interval];
  return price < unused ? undefined : { offer, price, credit: unused, due: price - unused };
}

/** The subscription once an upgrade is paid: another plan at once, and its count goes on. */
export const upgraded = (subscription: Subscription, { offer }: Pick<Upgrade, 'offer'>): Subscription => ({
  ...subscription,
  choice: offer.choice,
  anchor: offer.anchor,
  paidPeriods: offer.index + 1,
  until: offer.period.until,
  next: undefined,
  before: undefined,
  cancelled: false,
});
