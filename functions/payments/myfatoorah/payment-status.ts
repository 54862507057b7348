import * as z from 'zod/mini';
import { filsFrom } from '#shared/payments/money.ts';
import { type Called, callMyfatoorah } from './call.ts';

const Transaction = z.object({
  TransactionDate: z.nullish(z.string()),
  PaymentGateway: z.nullish(z.string()),
  PaymentId: z.string(),
  // Its own spelling of success.
  TransactionStatus: z.enum(['InProgress', 'Succss', 'Failed', 'Authorize', 'Canceled']),
  ErrorCode: z.nullish(z.string()),
  Currency: z.nullish(z.string()),
});
const Status = z.object({
  InvoiceId: z.number(),
  InvoiceStatus: z.enum(['Pending', 'Paid', 'Canceled', 'DuplicatePayment']),
  CustomerReference: z.nullish(z.string()),
  InvoiceValue: z.number(),
  InvoiceDisplayValue: z.string(),
  InvoiceTransactions: z.array(Transaction),
});

/** An invoice as the provider holds it: the only thing that anything is granted for. */
export type ProviderInvoice = {
  invoiceId: string;
  reference: string;
  /** Undefined when the amount is not in dinars, or not one. */
  fils: number | undefined;
  state: 'open' | 'paid' | 'cancelled';
  /** Somebody paid it more than once: a person gives the rest back. */
  paidTwice: boolean;
  /** The transaction that counts: the one that succeeded, else the newest. */
  paymentId: string | undefined;
  method: string | undefined;
  /** Why the newest attempt failed: one of the provider's codes, `MF001` to `MF020`. */
  failure: string | undefined;
};

type Key = { KeyType: 'InvoiceId' | 'PaymentId' | 'CustomerReference'; Key: string };

/** Reads an invoice by its id, by a payment on it, or by our reference. A read: may be repeated. */
export async function paymentStatus(key: Key): Promise<Called<ProviderInvoice>> {
  const found = await callMyfatoorah('GetPaymentStatus', key, Status);
  if (!found.ok) return found;
  const { value } = found;
  const success = value.InvoiceTransactions.find(({ TransactionStatus }) => TransactionStatus === 'Succss');
  const counting = success ?? value.InvoiceTransactions.at(-1);
  const isPaid = value.InvoiceStatus === 'Paid' || value.InvoiceStatus === 'DuplicatePayment';
  // The display value names its currency, the other one does not.
  const shown = /^[\d,.]+ (KD|KWD)$/.test(value.InvoiceDisplayValue) ? filsFrom(value.InvoiceDisplayValue) : undefined;
  return {
    ok: true,
    value: {
      invoiceId: String(value.InvoiceId),
      reference: value.CustomerReference ?? '',
      fils: shown === filsFrom(String(value.InvoiceValue)) ? shown : undefined,
      // Paid without a transaction that succeeded is nothing we have seen: it stays open until there is one.
      state: isPaid && success ? 'paid' : value.InvoiceStatus === 'Canceled' ? 'cancelled' : 'open',
      paidTwice: value.InvoiceStatus === 'DuplicatePayment',
      paymentId: counting?.PaymentId,
      method: counting?.PaymentGateway ?? undefined,
      failure: success ? undefined : counting?.ErrorCode || undefined,
    },
  };
}
