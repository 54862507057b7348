import { now } from '#runtime/clock.ts';
import type { Write } from '#runtime/transaction.ts';
import { plansOnSale, trialPlan } from '#shared/payments/plan.ts';
import { trialFrom } from '#shared/payments/subscription.ts';
import { allPlans } from './plans.ts';
import { subscriptionChanged } from './subscription.store.ts';

/** The free trial of a new business, to be written when it is opened. */
export async function trialBegun(clientId: string): Promise<Write[]> {
  const plan = plansOnSale(await allPlans()).find(({ planId }) => planId === trialPlan);
  if (!plan) throw new Error('There is no plan to try');
  const { planId, version, trialDays } = plan;
  return subscriptionChanged(clientId, undefined, trialFrom({ planId, version, interval: 'month' }, now(), trialDays));
}
