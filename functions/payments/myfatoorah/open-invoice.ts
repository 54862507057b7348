import * as z from 'zod/mini';
import type { Language } from '#shared/contract/text.ts';
import { dinarsOf } from '#shared/payments/money.ts';
import { type Called, callMyfatoorah } from './call.ts';

/** Means of payment by the code that is the same for every merchant; their ids are not. */
export const methodCodes = ['kn', 'vm', 'ap'] as const;
export type MethodCode = (typeof methodCodes)[number];

const Methods = z.object({
  PaymentMethods: z.array(z.object({ PaymentMethodId: z.number(), PaymentMethodCode: z.string() })),
});
const Executed = z.object({ InvoiceId: z.number(), PaymentURL: z.string() });
const Sent = z.object({ InvoiceId: z.number(), InvoiceURL: z.string() });

export type NewInvoice = {
  /** Ours, one for each attempt: looked for when an answer is lost. */
  reference: string;
  fils: number;
  customerName: string;
  customerEmail: string | undefined;
  language: Language;
  /** Where the browser is sent back to, whatever happened, and who is told. */
  backUrl: string;
  webhookUrl: string;
};
/** `invoiceId` is text: it is a number in one version of the API and text in the other. */
export type OpenedInvoice = { invoiceId: string; url: string };

/** Means of payment that our account offers today, by code. */
async function methodIds(fils: number): Promise<Called<ReadonlyMap<string, number>>> {
  const body = { InvoiceAmount: Number(dinarsOf(fils)), CurrencyIso: 'KWD' };
  const found = await callMyfatoorah('InitiatePayment', body, Methods);
  if (!found.ok) return found;
  const rows = found.value.PaymentMethods.map(
    ({ PaymentMethodCode, PaymentMethodId }) => [PaymentMethodCode, PaymentMethodId] as const,
  );
  return { ok: true, value: new Map(rows) };
}

/** Opens an invoice that is paid with one chosen means, and tells where its page is. */
export async function openInvoice(invoice: NewInvoice, method: MethodCode): Promise<Called<OpenedInvoice>> {
  const methods = await methodIds(invoice.fils);
  if (!methods.ok) return methods;
  const id = methods.value.get(method);
  if (id === undefined) return { ok: false, fault: { kind: 'refused', detail: `no ${method}` } };
  const opened = await callMyfatoorah('ExecutePayment', { ...bodyOf(invoice), PaymentMethodId: id }, Executed, {
    idempotencyKey: invoice.reference,
  });
  return opened.ok
    ? { ok: true, value: { invoiceId: String(opened.value.InvoiceId), url: opened.value.PaymentURL } }
    : opened;
}

/** Opens an invoice with a link at which every means can be chosen: for renewals that we remind of by mail. */
export async function openLink(invoice: NewInvoice): Promise<Called<OpenedInvoice>> {
  const opened = await callMyfatoorah('SendPayment', { ...bodyOf(invoice), NotificationOption: 'LNK' }, Sent, {
    idempotencyKey: invoice.reference,
  });
  return opened.ok
    ? { ok: true, value: { invoiceId: String(opened.value.InvoiceId), url: opened.value.InvoiceURL } }
    : opened;
}

const bodyOf = ({ reference, fils, customerName, customerEmail, language, backUrl, webhookUrl }: NewInvoice) => ({
  InvoiceValue: Number(dinarsOf(fils)),
  DisplayCurrencyIso: 'KWD',
  // Letters, digits and spaces is all that it takes in a name.
  CustomerName: customerName.replace(/[^\p{L}\p{M}\p{N} ]/gu, ' ').trim() || 'Customer',
  CustomerEmail: customerEmail ?? null,
  CustomerReference: reference,
  Language: language.toUpperCase(),
  CallBackUrl: backUrl,
  ErrorUrl: backUrl,
  WebhookUrl: webhookUrl,
});
