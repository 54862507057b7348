import { errorName } from '#runtime/error-name.ts';
import { everyItem } from '#runtime/every-item.ts';
import { logger } from '#runtime/logger.ts';
import type { PaymentState } from '#shared/payments/payment.ts';
import { type PaymentRow, paymentsInState } from './payment.store.ts';
import { refundsInState } from './refund.store.ts';
import { settlePayment } from './settle-payment.ts';
import { settleRefund } from './settle-refund.ts';

/** The provider limits how often it may be read, and does not say how often that is. */
const AT_ONCE = 4;
const AT_MOST = 400;

/**
 * Asks the provider about every payment that is not final: a webhook that never came delays a subscription by minutes
 * and no more. One payment's trouble never keeps the others waiting.
 */
export async function pollPayments(): Promise<Record<PaymentState | 'broken', number>> {
  const counts = { opening: 0, open: 0, paid: 0, failed: 0, expired: 0, held: 0, broken: 0 };
  const awaited = [...(await inState('opening')), ...(await inState('open'))];
  for (let from = 0; from < awaited.length; from += AT_ONCE) {
    const some = awaited.slice(from, from + AT_ONCE);
    const results = await Promise.allSettled(some.map((one) => settlePayment(one.clientId, one.paymentId)));
    for (const [position, result] of results.entries()) {
      if (result.status === 'fulfilled') counts[result.value ?? 'failed'] += 1;
      else {
        counts.broken += 1;
        logger.error('a payment could not be settled', { paymentId: some[position]?.paymentId, error: result.reason });
      }
    }
  }
  await pollRefunds();
  return counts;
}

/** Refunds take the provider days, and it tells of them once. */
async function pollRefunds(): Promise<void> {
  const { items } = await refundsInState('pending', { limit: AT_MOST, cursor: null });
  for (const row of items)
    await settleRefund(row).catch((error: unknown) =>
      logger.error('a refund could not be settled', {
        refundId: row.refundId,
        error: errorName(error),
      }),
    );
}

/** Oldest first; when there are more than one run can do, the next one goes on. */
async function inState(state: PaymentState): Promise<PaymentRow[]> {
  const found: PaymentRow[] = [];
  for await (const row of everyItem((page) => paymentsInState(state, page))) if (found.push(row) === AT_MOST) break;
  return found;
}
