import { padded, plain } from './envelope.ts';
import { countingOf, type Invoice, type Refund, type Transaction } from './invoices.ts';

const iso = (at: number): string => new Date(at).toISOString().replace('Z', '0000Z');
const kuwait = (at: number): string => new Date(at + 3 * 3_600_000).toISOString().slice(0, 23);
const longDay = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'Asia/Kuwait' });

const transactionOf = (transaction: Transaction, fils: number) => ({
  TransactionDate: `${kuwait(transaction.at)}0000`,
  PaymentGateway: transaction.gateway,
  ReferenceId: transaction.paymentId.slice(-12),
  TrackId: `${kuwait(transaction.at).slice(0, 10)}_${transaction.paymentId.slice(-6)}`,
  TransactionId: transaction.paymentId,
  PaymentId: transaction.paymentId,
  AuthorizationId: transaction.status === 'Succss' ? `B${transaction.paymentId.slice(-5)}` : '',
  TransactionStatus: transaction.status,
  TransationValue: padded(fils),
  CustomerServiceCharge: '0.000',
  DueValue: padded(fils),
  PaidCurrency: 'KD',
  PaidCurrencyValue: padded(fils),
  Currency: 'KD',
  Error: transaction.error === '' ? null : transaction.error,
  ErrorCode: transaction.errorCode,
  CardNumber: transaction.gateway === 'KNET' ? '888888xxxxxx0001' : '450875xxxxxx1019',
});

/** An invoice as `GetPaymentStatus` shows it, with its real spellings. */
export const statusOf = (invoice: Invoice) => ({
  InvoiceId: invoice.id,
  InvoiceStatus: invoice.status,
  InvoiceReference: `2026${String(invoice.id).padStart(6, '0')}`,
  CustomerReference: invoice.reference,
  CreatedDate: `${kuwait(invoice.createdAt)}`,
  ExpiryDate: longDay.format(invoice.expiresAt),
  ExpiryTime: kuwait(invoice.expiresAt).slice(11),
  InvoiceValue: invoice.fils / 1000,
  Comments: null,
  CustomerName: invoice.customerName,
  CustomerMobile: '',
  CustomerEmail: invoice.customerEmail,
  UserDefinedField: invoice.userDefined,
  InvoiceDisplayValue: `${padded(invoice.fils)} KD`,
  DueDeposit: invoice.fils / 1000,
  DepositStatus: 'Not Deposited',
  InvoiceItems: [],
  InvoiceTransactions: invoice.transactions.map((transaction) => transactionOf(transaction, invoice.fils)),
});

const shouted = { InProgress: 'INPROGRESS', Succss: 'SUCCESS', Failed: 'FAILED', Canceled: 'CANCELED' } as const;

/** The `Data` of a webhook about a payment, version 2. */
export function paymentEvent(invoice: Invoice, transaction: Transaction = countingOf(invoice) as Transaction) {
  const status = invoice.status === 'Pending' ? 'PENDING' : invoice.status === 'Canceled' ? 'CANCELED' : 'PAID';
  return {
    Invoice: {
      Id: String(invoice.id),
      Status: status,
      Reference: `2026${String(invoice.id).padStart(6, '0')}`,
      CreationDate: iso(invoice.createdAt),
      ExpirationDate: iso(invoice.expiresAt),
      ExternalIdentifier: invoice.reference === '' ? null : invoice.reference,
      UserDefinedField: invoice.userDefined,
      MetaData: null,
    },
    Transaction: {
      Id: transaction.paymentId,
      Status: shouted[transaction.status],
      PaymentMethod: transaction.gateway,
      PaymentId: transaction.paymentId,
      TransactionDate: iso(transaction.at),
      Error: { Code: transaction.errorCode, Message: transaction.error },
    },
    Customer: { Reference: null, Name: invoice.customerName, Mobile: '', Email: invoice.customerEmail },
    Amount: {
      BaseCurrency: 'KWD',
      ValueInBaseCurrency: plain(invoice.fils),
      DisplayCurrency: 'KWD',
      ValueInDisplayCurrency: plain(invoice.fils),
    },
  };
}

/** The `Data` of a webhook about a refund, version 2. */
export const refundEvent = (refund: Refund, invoice: Invoice) => ({
  Refund: {
    Id: String(refund.id),
    Reference: refund.reference,
    Status: refund.status.toUpperCase(),
    InvoiceId: String(invoice.id),
    Comment: refund.comment,
  },
  Amount: { BaseCurrency: 'KWD', ValueInBaseCurrency: plain(refund.fils) },
  ReferencedInvoice: { Id: String(invoice.id), ExternalIdentifier: invoice.reference },
});

/** A refund as `GetRefundStatus` shows it. */
export const refundStatusOf = (refund: Refund) => ({
  RefundId: refund.id,
  RefundStatus: refund.status,
  InvoiceId: refund.invoiceId,
  Amount: refund.fils / 1000,
  RefundReference: refund.reference,
  ExternalIdentifier: refund.externalId,
  RefundAmount: refund.fils / 1000,
  RRN: null,
  BaseCurrency: 'KWD',
});
