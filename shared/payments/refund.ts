import * as z from 'zod/mini';
import { id } from '../contract/id.ts';

/** `pending`: the provider's people look at it, which takes days. */
export const refundStates = ['pending', 'done', 'cancelled'] as const;
export type RefundState = (typeof refundStates)[number];

/** Money of a payment that is given back, or was asked to be. */
export const Refund = z.object({
  refundId: id('refund'),
  paymentId: id('payment'),
  state: z.enum(refundStates),
  fils: z.number(),
  reason: z.string(),
  askedAt: z.number(),
  /** The credit note, once the money is on its way. */
  creditNumber: z.optional(z.string()),
});
export type Refund = z.infer<typeof Refund>;
