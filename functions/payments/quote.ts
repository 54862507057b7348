import { now } from '#runtime/clock.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { QuoteView } from '#shared/payments/contract.ts';
import { type BillingInterval, monthsAfter } from '#shared/payments/period.ts';
import { plansOnSale } from '#shared/payments/plan.ts';
import { upgradeNow } from '#shared/payments/proration.ts';
import {
  type Choice,
  choiceAt,
  isSame,
  nextOffer,
  type Offer,
  type Subscription,
  standingAt,
  trialFrom,
} from '#shared/payments/subscription.ts';
import { allPlans, planOf } from './plans.ts';
import { subscriptionOf } from './subscription.store.ts';

type Wanted = { planId: string; interval: BillingInterval };
/**
 * What choosing a plan means today, all amounts in fils. `period`: the next period. `upgrade`: at once, for the rest of
 * the one that runs, with what is unused of the old plan as `credit`. `later`: it begins when what is paid is over, and
 * costs nothing today.
 */
export type Quote = {
  kind: 'period' | 'upgrade' | 'later';
  offer: Offer;
  price: number;
  credit: number;
  fils: number;
  basis?: { until: number; choice: Choice };
};

/** Throws `plan.not_found`, and `payment.paid_ahead` when the next period is paid already. */
export async function quote(clientId: string, wanted: Wanted): Promise<Quote> {
  const subscription = await subscriptionOf(clientId, true);
  const choice = await chosen(wanted, subscription);
  const at = now();
  const current = subscription ?? trialFrom(choice, at, 0);
  const plan = await planOf(choice);
  const offer = nextOffer({ ...current, next: choice }, at);
  const next = { offer, price: plan.prices[choice.interval], credit: 0 };
  if (standingAt(current, at) !== 'active' || isSame(choice, current.choice)) {
    if (isPaidAhead(current, at)) throw new Problem('payment.paid_ahead');
    return { ...next, kind: 'period', fils: next.price };
  }
  const prices = { from: (await planOf(current.choice)).prices, to: plan.prices };
  const upgrade = isSame(choiceAt(current, at), current.choice) ? upgradeNow(current, choice, prices, at) : undefined;
  if (!upgrade || upgrade.due === 0) return { ...next, kind: 'later', fils: 0 };
  const { price, credit, due } = upgrade;
  return {
    ...{ kind: 'upgrade', offer: upgrade.offer, price, credit, fils: due },
    basis: { until: current.until, choice: current.choice },
  };
}

/** The same for the caller, as the contract shows it. */
export async function quoteView({ clientId }: TenantActor, wanted: Wanted): Promise<QuoteView> {
  const { kind, fils, price, credit, offer } = await quote(clientId, wanted);
  return { kind, fils, price, credit, period: offer.period };
}

/** Who subscribed keeps the version they were told; who comes new gets the newest. */
async function chosen({ planId, interval }: Wanted, subscription: Subscription | undefined): Promise<Choice> {
  const own = subscription?.choice;
  if (own && !subscription.trial && own.planId === planId) return { ...own, interval };
  const plan = plansOnSale(await allPlans()).find((one) => one.planId === planId);
  if (!plan) throw new Problem('plan.not_found');
  return { planId, version: plan.version, interval };
}

/** One period ahead can be paid, not two. */
const isPaidAhead = ({ until, trial, choice }: Subscription, at: number): boolean =>
  !trial && until > monthsAfter(at, choice.interval === 'year' ? 12 : 1);
