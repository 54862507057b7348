import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { RefundState } from '#shared/payments/refund.ts';
import { refund } from './refund.entity.ts';

export type RefundRow = EntityItem<typeof refund>;

/** Refunds of a business, oldest first. */
export const refundsOfClient = async (clientId: string): Promise<RefundRow[]> =>
  (await refund.query.ofClient({ clientId }).go({ consistent: true, pages: 'all' })).data;

/** Refunds of all businesses in one state, oldest first. */
export async function refundsInState(state: RefundState, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await refund.query.byState({ state }).go(options);
  return { items: data, cursor };
}

export const refundBegun = (row: RefundRow): Write[] =>
  writesOf(createWriteTransaction({ refund }, (entities) => [entities.refund.create(row).commit()]));

/** What the provider decided. Refused when that was written before. */
export const refundDecided = (
  { clientId, refundId }: Pick<RefundRow, 'clientId' | 'refundId'>,
  decided: { state: 'done'; creditNumber: string } | { state: 'cancelled' },
): Write[] =>
  writesOf(
    createWriteTransaction({ refund }, (entities) => [
      entities.refund
        .patch({ clientId, refundId })
        .set(decided)
        .where(({ state }, { eq }) => eq(state, 'pending'))
        .commit(),
    ]),
  );
