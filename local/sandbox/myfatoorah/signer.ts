import { createHmac } from 'node:crypto';

type Bag = Readonly<Record<string, unknown>>;

/** Of every event code, what is signed and in which order: dotted paths into `Data`. */
const signed: Readonly<Record<number, readonly string[]>> = {
  1: ['Invoice.Id', 'Invoice.Status', 'Transaction.Status', 'Transaction.PaymentId', 'Invoice.ExternalIdentifier'],
  2: ['Refund.Id', 'Refund.Status', 'Amount.ValueInBaseCurrency', 'ReferencedInvoice.Id'],
};

const valueAt = (data: Bag, path: string): string => {
  let at: unknown = data;
  for (const part of path.split('.')) at = typeof at === 'object' && at !== null ? (at as Bag)[part] : undefined;
  return at === undefined || at === null ? '' : String(at);
};

/** The signature of a webhook of version 2: base64 HMAC over the chosen fields, keyed with the secret's own text. */
export function signatureOf(secret: string, code: number, data: Bag): string {
  const text = (signed[code] ?? []).map((path) => `${path}=${valueAt(data, path)}`).join(',');
  return createHmac('sha256', Buffer.from(secret, 'utf8')).update(Buffer.from(text, 'utf8')).digest('base64');
}
