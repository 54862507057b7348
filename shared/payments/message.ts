import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';

/** Somebody said something about a payment: it is to be read at the provider. */
export const SettleMessage = z.object({
  v: z.literal(1),
  clientId: id('client'),
  paymentId: id('payment'),
});
export type SettleMessage = z.infer<typeof SettleMessage>;

export const settleQueue = queue('payments-settle', SettleMessage);
