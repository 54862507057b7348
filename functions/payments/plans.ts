import { now } from '#runtime/clock.ts';
import { firstPlans, type Plan } from '#shared/payments/plan.ts';
import type { Choice } from '#shared/payments/subscription.ts';
import { ownersPlans } from './plan.store.ts';

const REMEMBERED_MS = 55_000;
let known: { plans: readonly Plan[]; until: number } | undefined;

/** Every version of every plan: those that there were in the beginning, and what the owner made of them since. */
export async function allPlans(): Promise<readonly Plan[]> {
  if (known && known.until > now()) return known.plans;
  const plans = [...firstPlans, ...(await ownersPlans())];
  known = { plans, until: now() + REMEMBERED_MS };
  return plans;
}

/** The plan in the version that somebody chose. Versions are never taken away, so a missing one is a fault of ours. */
export async function planOf({ planId, version }: Choice): Promise<Plan> {
  const isIt = (plan: Plan) => plan.planId === planId && plan.version === version;
  const found = (await allPlans()).find(isIt) ?? (await ownersPlans()).find(isIt);
  if (!found) throw new Error('A plan that somebody subscribed to is missing');
  return found;
}
