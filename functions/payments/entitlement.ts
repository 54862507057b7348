import { now } from '#runtime/clock.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type LimitName, type Plan, planThatAllows } from '#shared/payments/plan.ts';
import { choiceAt, worksAt } from '#shared/payments/subscription.ts';
import { allPlans, planOf } from './plans.ts';
import { subscriptionOf } from './subscription.store.ts';

/**
 * The plan whose limits hold for a business now. Undefined for one that has no subscription: it was opened before there
 * were plans, and nothing limits it until it chooses one.
 */
async function planNow(clientId: string): Promise<{ plan: Plan; works: boolean } | undefined> {
  const row = await subscriptionOf(clientId);
  return row && { plan: await planOf(choiceAt(row, now())), works: worksAt(row, now()) };
}

/** Whether posts of a business go out: not while its subscription is over. */
export async function mayPublish(clientId: string): Promise<boolean> {
  const row = await subscriptionOf(clientId);
  return !row || worksAt(row, now());
}

/**
 * The one check of what a plan allows: whether a business may have one more of something when it has `used`. Throws
 * `plan.read_only` when its subscription is over, and `plan.limit_reached` with the limit and the cheapest plan that
 * would allow one more. False when nothing limits it, so that nothing needs to be counted.
 */
export async function assertRoom(clientId: string, name: LimitName, used: () => Promise<number>): Promise<boolean> {
  const current = await planNow(clientId);
  if (!current) return false;
  if (!current.works) throw new Problem('plan.read_only');
  const limit = current.plan.limits[name];
  const count = await used();
  if (count < limit) return true;
  const larger = planThatAllows(await allPlans(), name, count + 1);
  const named = larger ? { by: larger.planId } : {};
  throw new Problem('plan.limit_reached', { issues: [{ path: `plan.${name}`, issue: 'limit', limit, ...named }] });
}
