import type { Ground } from '#cloud/aws/service.ts';
import type { Reply } from '#cloud/outside/sandbox.ts';
import { MyFatoorahRefusal, success } from './envelope.ts';
import { type Books, type Invoice, LIFE_MS } from './invoices.ts';
import { refundStatusOf, statusOf } from './views.ts';

type Params = Readonly<Record<string, string>>;

/** Ids that are nobody's: they differ per account, so a client that knows them by heart must fail. */
export const methods = [
  { id: 41, code: 'kn', en: 'KNET', ar: 'كي نت', embedded: false },
  { id: 42, code: 'vm', en: 'VISA/MASTER', ar: 'فيزا / ماستر', embedded: true },
  { id: 43, code: 'ae', en: 'AMEX', ar: 'اميكس', embedded: false },
  { id: 44, code: 'ap', en: 'Apple Pay', ar: 'ابل باي', embedded: true },
] as const;

/** An amount in JSON: above zero, at most three decimals. In fils. */
function amountOf(params: Params, field: string): number {
  const text = params[field] ?? '';
  if (!/^\d+(\.\d{1,3})?$/.test(text) || Number(text) <= 0)
    throw new MyFatoorahRefusal(`The field ${field} must be a number above 0 with at most 3 decimals.`, field);
  return Math.round(Number(text) * 1000);
}

function urlOf(params: Params, field: string): string {
  const text = params[field] ?? '';
  if (text === '') return '';
  if (text.length > 254) throw new MyFatoorahRefusal('The url is longer than 254 characters', field);
  // The real one takes no machine of one's own. Ours is reached by its number, which only this stand-in allows.
  if (/^https?:\/\/localhost\b/.test(text) || !/^https?:\/\//.test(text))
    throw new MyFatoorahRefusal('The url is not valid', field);
  return text;
}

function checkItems(params: Params, fils: number): void {
  if (params.InvoiceItems === undefined || params.InvoiceItems === 'null') return;
  const items: { Quantity: number; UnitPrice: number }[] = JSON.parse(params.InvoiceItems);
  const sum = items.reduce((total, { Quantity, UnitPrice }) => total + Math.round(Quantity * UnitPrice * 1000), 0);
  if (items.length > 0 && sum !== fils)
    throw new MyFatoorahRefusal('The sum of the items does not equal the invoice value', 'InvoiceItems');
}

/** The calls of version 2 that the product makes. Each answers as the documents show it, or throws its refusal. */
export function createCalls({ clock }: Ground, books: Books, base: () => string) {
  const open = (params: Params): Invoice => {
    const fils = amountOf(params, 'InvoiceValue');
    const mobile = params.CustomerMobile ?? '';
    if (!/^\d{0,11}$/.test(mobile)) throw new MyFatoorahRefusal('Only digits are allowed', 'CustomerMobile');
    if (params.CustomerEmail === '') throw new MyFatoorahRefusal('', 'CustomerEmail');
    checkItems(params, fils);
    const expiry = params.ExpiryDate ? Date.parse(`${params.ExpiryDate}+03:00`) : clock.now() + LIFE_MS;
    if (Number.isNaN(expiry)) throw new MyFatoorahRefusal('The date is not valid', 'ExpiryDate');
    return books.open({
      fils,
      reference: params.CustomerReference ?? '',
      customerName: params.CustomerName ?? '',
      customerEmail: params.CustomerEmail && params.CustomerEmail !== 'null' ? params.CustomerEmail : null,
      userDefined: params.UserDefinedField ?? '',
      callbackUrl: urlOf(params, 'CallBackUrl'),
      errorUrl: urlOf(params, 'ErrorUrl'),
      webhookUrl: urlOf(params, 'WebhookUrl'),
      language: params.Language ?? 'EN',
      expiresAt: expiry,
    });
  };
  const find = ({ Key = '', KeyType = '' }: Params): Invoice | undefined => {
    const type = KeyType.toLowerCase();
    if (type === 'invoiceid') return books.byId(Number(Key));
    if (type === 'paymentid') return books.byPayment(Key);
    if (type === 'customerreference') return books.byReference(Key);
    throw new MyFatoorahRefusal('The key type is not valid', 'KeyType');
  };
  const found = (params: Params): Invoice => {
    const invoice = find(params);
    if (!invoice) throw new MyFatoorahRefusal('No invoice was found', 'Key');
    return invoice;
  };
  const addressed = (invoice: Invoice) => ({
    InvoiceId: invoice.id,
    CustomerReference: invoice.reference,
    UserDefinedField: invoice.userDefined,
  });

  const calls: Readonly<Record<string, (params: Params) => Reply>> = {
    InitiatePayment(params) {
      const fils = amountOf(params, 'InvoiceAmount');
      return success({
        PaymentMethods: methods.map(({ id, code, en, ar, embedded }) => ({
          PaymentMethodId: id,
          PaymentMethodAr: ar,
          PaymentMethodEn: en,
          PaymentMethodCode: code,
          IsDirectPayment: false,
          ServiceCharge: 0.25,
          TotalAmount: fils / 1000,
          CurrencyIso: 'KWD',
          ImageUrl: `${base()}/methods/${code}.png`,
          IsEmbeddedSupported: embedded,
          PaymentCurrencyIso: 'KWD',
        })),
      });
    },
    ExecutePayment(params) {
      if (!methods.some(({ id }) => String(id) === params.PaymentMethodId))
        throw new MyFatoorahRefusal('The payment method is not available', 'PaymentMethodId');
      const invoice = open(params);
      const address = `${base()}/pay/${invoice.id}?method=${params.PaymentMethodId}`;
      return success(
        { ...addressed(invoice), IsDirectPayment: false, PaymentURL: address, RecurringId: '' },
        'Invoice Created Successfully!',
      );
    },
    SendPayment(params) {
      if (!['EML', 'SMS', 'LNK', 'ALL'].includes(params.NotificationOption ?? ''))
        throw new MyFatoorahRefusal('The notification option is not valid', 'NotificationOption');
      if (!params.CustomerName) throw new MyFatoorahRefusal('The customer name is required', 'CustomerName');
      const invoice = open(params);
      return success(
        { ...addressed(invoice), InvoiceURL: `${base()}/pay/${invoice.id}` },
        'Invoice Created Successfully!',
      );
    },
    GetPaymentStatus: (params) => success(statusOf(found(params))),
    MakeRefund(params) {
      const invoice = found(params);
      const fils = amountOf(params, 'Amount');
      const taken = books.refunds(invoice.id).filter(({ status }) => status !== 'Canceled');
      const left = invoice.fils - taken.reduce((sum, refund) => sum + refund.fils, 0);
      if (invoice.status !== 'Paid' && invoice.status !== 'DuplicatePayment')
        throw new MyFatoorahRefusal('The invoice is not paid', 'Key');
      if (fils > left) throw new MyFatoorahRefusal('The amount is larger than what is left to refund', 'Amount');
      const { ExternalIdentifier: externalId = '', Comment: comment = '' } = params;
      const refund = books.openRefund({ invoiceId: invoice.id, fils, externalId, comment });
      return success({
        Key: params.Key,
        RefundId: refund.id,
        RefundReference: refund.reference,
        RefundInvoiceId: invoice.id,
        Amount: fils / 1000,
        Comment: comment,
        ExternalIdentifier: externalId,
      });
    },
    GetRefundStatus({ Key = '', KeyType = '' }) {
      const isAsked = {
        invoiceid: (refund: { invoiceId: number }) => String(refund.invoiceId) === Key,
        refundid: (refund: { id: number }) => String(refund.id) === Key,
        refundreference: (refund: { reference: string }) => refund.reference === Key,
      }[KeyType.toLowerCase()];
      if (!isAsked) throw new MyFatoorahRefusal('The key type is not valid', 'KeyType');
      return success({ RefundStatusResult: books.allRefunds().filter(isAsked).map(refundStatusOf) });
    },
  };
  return calls;
}
