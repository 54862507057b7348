import { now } from '#runtime/clock.ts';
import type { SubscriptionView } from '#shared/payments/contract.ts';
import { choiceAt, GRACE_MS, standingAt } from '#shared/payments/subscription.ts';
import { metersOf } from './meters.ts';
import { planOf } from './plans.ts';
import { subscriptionOf } from './subscription.store.ts';

/** How a business's subscription stands, with its meters; without `subscription` when it has none. */
export async function subscriptionView(clientId: string): Promise<{ subscription?: SubscriptionView }> {
  const row = await subscriptionOf(clientId, true);
  if (!row) return {};
  const choice = choiceAt(row, now());
  const plan = await planOf(choice);
  const ahead = row.before && now() < row.before.until ? row.choice : row.next;
  const grace = row.trial || row.cancelled ? 0 : GRACE_MS;
  return {
    subscription: {
      ...{ standing: standingAt(row, now()), plan, choice, until: row.until, worksUntil: row.until + grace },
      ...(ahead ? { next: { choice: ahead, plan: await planOf(ahead) } } : {}),
      meters: await metersOf(clientId, plan),
    },
  };
}
