import * as z from 'zod/mini';
import { hmac } from '../contract/signer.ts';
import { myfatoorah } from './myfatoorah.ts';

type Bag = Readonly<Record<string, unknown>>;

/** Version 2 signs few fields of each kind of event, in this order: dotted paths into `Data`. */
const signedFields: Readonly<Record<number, readonly string[]>> = {
  1: ['Invoice.Id', 'Invoice.Status', 'Transaction.Status', 'Transaction.PaymentId', 'Invoice.ExternalIdentifier'],
  2: ['Refund.Id', 'Refund.Status', 'Amount.ValueInBaseCurrency', 'ReferencedInvoice.Id'],
  3: ['Deposit.Reference', 'Deposit.ValueInBaseCurrency', 'Deposit.NumberOfTransactions'],
  4: ['Supplier.Code', 'KycDecision.Status'],
  5: ['Recurring.Id', 'Recurring.Status', 'Recurring.InitialInvoiceId'],
  6: [
    'Dispute.DisputeTransactionId',
    'Dispute.Status',
    'Invoice.Id',
    'Invoice.Status',
    'Transaction.Status',
    'Transaction.PaymentId',
    'Invoice.ExternalIdentifier',
  ],
  7: ['Supplier.Code', 'RequestStatus.Status'],
};
/** Version 1 signs everything but these. */
const unsigned: Readonly<Record<number, string>> = { 2: 'GatewayReference', 4: 'KycFeedback' };

/** The text that an event's signature is made over; undefined for a kind that nobody has described. */
export function signedText(body: unknown): string | undefined {
  const { Event, EventType, Data } = bagOf(body);
  const data = bagOf(Data);
  if (Event !== undefined)
    return signedFields[Number(bagOf(Event).Code)]?.map((path) => `${path}=${textAt(data, path)}`).join(',');
  const names = Object.keys(data).filter((name) => name !== unsigned[Number(EventType)]);
  // As its own code compares: without regard to case, or `DepositFor` would come before `DepositedAmount`.
  names.sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  return EventType === undefined ? undefined : names.map((name) => `${name}=${textOf(data[name])}`).join(',');
}

const bagOf = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});

function textAt(bag: Bag, path: string): string {
  let at: unknown = bag;
  for (const part of path.split('.')) at = bagOf(at)[part];
  return textOf(at);
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** MyFatoorah's webhooks. The secret looks like base64 and is used as the text it is. */
export const myfatoorahSigner = hmac('myfatoorah', {
  header: 'MyFatoorah-Signature',
  secret: { of: myfatoorah, fields: ['webhookSecret'] },
  encoding: 'base64',
  claim: ({ headers, body }) => {
    const signature = headers['myfatoorah-signature'];
    const over = signedText(JSON.parse(body));
    return signature && over !== undefined ? { signature, over } : undefined;
  },
});

/** An event: nothing of it is certain but what is signed, and what is asked about is read at the provider. */
export const PaymentEvent = z.record(z.string(), z.unknown());

/** Where our reference stands: of a payment, of a refund, and in version 1. */
const referencePaths = ['Invoice.ExternalIdentifier', 'ReferencedInvoice.ExternalIdentifier', 'CustomerReference'];

/** The reference of ours that an event carries; empty when it has none. */
export const referenceIn = ({ Data }: z.output<typeof PaymentEvent>): string =>
  referencePaths.map((path) => textAt(bagOf(Data), path)).find((text) => text !== '') ?? '';
