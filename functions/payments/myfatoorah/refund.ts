import * as z from 'zod/mini';
import { dinarsOf, filsFrom } from '#shared/payments/money.ts';
import { type Called, callMyfatoorah } from './call.ts';

const Requested = z.object({ RefundId: z.number(), RefundReference: z.string() });
const Refunds = z.object({
  RefundStatusResult: z.array(
    z.object({
      RefundId: z.number(),
      RefundStatus: z.enum(['Refunded', 'Canceled', 'Pending']),
      RefundAmount: z.number(),
      ExternalIdentifier: z.nullish(z.string()),
    }),
  ),
});

export type ProviderRefund = {
  refundId: string;
  reference: string;
  fils: number | undefined;
  state: 'pending' | 'done' | 'cancelled';
};

/**
 * Asks for money to be given back: their people look at it, so it stays pending for days. `reference` is ours and one
 * for each request; they do not notice a second one themselves, so after doubt look with `refundsOf` first.
 */
export async function requestRefund(
  invoiceId: string,
  { reference, fils, comment }: { reference: string; fils: number; comment: string },
): Promise<Called<{ refundId: string }>> {
  const body = {
    KeyType: 'InvoiceId',
    Key: invoiceId,
    Amount: Number(dinarsOf(fils)),
    Comment: comment,
    ServiceChargeOnCustomer: false,
    ExternalIdentifier: reference,
  };
  const asked = await callMyfatoorah('MakeRefund', body, Requested, { idempotencyKey: reference });
  return asked.ok ? { ok: true, value: { refundId: String(asked.value.RefundId) } } : asked;
}

const states = { Refunded: 'done', Canceled: 'cancelled', Pending: 'pending' } as const;

/** All refunds of an invoice, as the provider holds them. */
export async function refundsOf(invoiceId: string): Promise<Called<ProviderRefund[]>> {
  const found = await callMyfatoorah('GetRefundStatus', { KeyType: 'InvoiceId', Key: invoiceId }, Refunds);
  if (!found.ok) return found;
  const refunds = found.value.RefundStatusResult.map(
    ({ RefundId, RefundStatus, RefundAmount, ExternalIdentifier }): ProviderRefund => ({
      refundId: String(RefundId),
      reference: ExternalIdentifier ?? '',
      fils: filsFrom(String(RefundAmount)),
      state: states[RefundStatus],
    }),
  );
  return { ok: true, value: refunds };
}
