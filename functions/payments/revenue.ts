import { clientProfile } from '#functions/clients/client-profile.ts';
import { now } from '#runtime/clock.ts';
import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { SubscriptionLine } from '#shared/payments/contract.ts';
import { choiceAt, standingAt } from '#shared/payments/subscription.ts';
import { paymentsInState } from './payment.store.ts';
import { paymentView } from './payment-view.ts';
import { planOf } from './plans.ts';
import { type SubscriptionRow, subscriptionsEnding } from './subscription.store.ts';

type Asked = { limit: number; cursor?: string | undefined };
const EVER = { from: 0, until: 9_999_999_999_999 };

/** Subscriptions of all businesses, those that end first at the top. */
export const listSubscriptions = ({ limit, cursor }: Asked): Promise<ListPage<SubscriptionLine>> =>
  pageOf('payments.subscriptions', cursor, async (from) => {
    const page = await subscriptionsEnding(EVER, { limit, cursor: from });
    return { cursor: page.cursor, items: await Promise.all(page.items.map(lineOf)) };
  });

async function lineOf(row: SubscriptionRow): Promise<SubscriptionLine> {
  const choice = choiceAt(row, now());
  const [{ name, nameEn }, { prices }] = await Promise.all([clientProfile(row.clientId), planOf(choice)]);
  const standing = standingAt(row, now());
  const pays = standing === 'active' || standing === 'late';
  const monthly = choice.interval === 'year' ? Math.round(prices.year / 12) : prices.month;
  return { clientId: row.clientId, name, nameEn, standing, choice, until: row.until, monthlyFils: pays ? monthly : 0 };
}

/** Payments that do not fit what we asked for, oldest first. */
export const listHeld = ({ limit, cursor }: Asked) =>
  pageOf('payments.held', cursor, async (from) => {
    const page = await paymentsInState('held', { limit, cursor: from });
    const lines = page.items.map(async (row) => ({
      ...(await paymentView(row)),
      clientId: row.clientId,
      ...(row.heldFor === undefined ? {} : { heldFor: row.heldFor }),
      ...(row.paidTwice === undefined ? {} : { paidTwice: row.paidTwice }),
    }));
    return { cursor: page.cursor, items: await Promise.all(lines) };
  });
