import { createWriteTransaction } from 'electrodb';
import { defined } from '#runtime/defined.ts';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { Subscription } from '#shared/payments/subscription.ts';
import { subscription } from './subscription.entity.ts';

export type SubscriptionRow = Subscription & {
  readonly clientId: string;
  readonly rev: number;
  readonly reminded?: string | undefined;
};

/** A business's subscription; undefined when it has none. `consistent` when a decision follows from it. */
export const subscriptionOf = async (clientId: string, consistent = false): Promise<SubscriptionRow | undefined> =>
  (await subscription.get({ clientId }).go({ consistent })).data ?? undefined;

/** Subscriptions of the platform that end in a span of time, the earliest first. */
export async function subscriptionsEnding(
  { from, until }: { from: number; until: number },
  options: { limit: number; cursor: string | null },
) {
  const { data, cursor } = await subscription.query.byEnd({}).between({ until: from }, { until }).go(options);
  return { items: data as SubscriptionRow[], cursor };
}

/** The next state of a subscription. Refused unless it is still as it was read; `was` undefined for the first one. */
export function subscriptionChanged(
  clientId: string,
  was: SubscriptionRow | undefined,
  next: Subscription & { readonly reminded?: string | undefined },
): Write[] {
  const row = defined({ ...next, clientId, rev: (was?.rev ?? 0) + 1 });
  return writesOf(
    createWriteTransaction({ subscription }, (entities) => [
      was
        ? entities.subscription
            .put(row)
            .where(({ rev }, { eq }) => eq(rev, was.rev))
            .commit()
        : entities.subscription.create(row).commit(),
    ]),
  );
}
