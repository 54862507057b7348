import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionView } from '#shared/payments/contract.ts';
import type { BillingInterval } from '#shared/payments/period.ts';
import { cancelled, changedLater, reactivated, type Subscription } from '#shared/payments/subscription.ts';
import { quote } from './quote.ts';
import { type SubscriptionRow, subscriptionChanged, subscriptionOf } from './subscription.store.ts';
import { subscriptionView } from './subscription-view.ts';

type View = { subscription?: SubscriptionView };

type Seen = { until: number; reason?: string | undefined };

/** Ends a subscription when what is paid is over. Nothing is given back and nothing is lost before. */
export const cancelSubscription = (actor: TenantActor, { until, reason }: Seen, deed: Deed<string>): Promise<View> =>
  changed(actor, deed, { action: 'subscription.cancelled', until, detail: { reason } }, cancelled);

/** Takes a cancellation back. Throws `subscription.none` once it has ended. */
export const reactivateSubscription = (actor: TenantActor, { until }: Seen, deed: Deed<string>): Promise<View> =>
  changed(actor, deed, { action: 'subscription.reactivated', until }, (row) => reactivated(row, now()));

/** Chooses the plan that begins when what is paid is over; the running one takes such a wish back. */
export async function changeLater(
  actor: TenantActor,
  wanted: { planId: string; interval: BillingInterval },
  deed: Deed<string>,
): Promise<View> {
  const { choice } = (await quote(actor.clientId, wanted)).offer;
  return changed(actor, deed, { action: 'subscription.change_chosen' }, (row) => changedLater(row, choice));
}

async function changed(
  actor: TenantActor,
  deed: Deed<string>,
  what: { action: string; until?: number; detail?: Record<string, string | undefined> },
  next: (row: SubscriptionRow) => Subscription | undefined,
): Promise<View> {
  const { clientId } = actor;
  const row = await subscriptionOf(clientId, true);
  if (row && what.until !== undefined && what.until !== row.until) throw new Problem('subscription.changed');
  const after = row && next(row);
  if (!after) throw new Problem('subscription.none');
  const written = await transactWithRetry([
    ...subscriptionChanged(clientId, row, after),
    ...auditRow({ clientId, subjectId: clientId, action: what.action, actor, detail: what.detail ?? {} }),
    ...deed.done(clientId),
  ]);
  if (!written.done) throw new Problem('subscription.changed');
  return subscriptionView(clientId);
}
