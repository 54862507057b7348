import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedText } from '#shared/payments/signer.ts';

const SECRET = 'kwsocial-test-webhook-secret-0001==';
const signatureOf = (body: unknown) =>
  createHmac('sha256', SECRET)
    .update(signedText(body) ?? 'nothing is signed')
    .digest('base64');

const one = {
  InvoiceId: 990001,
  InvoiceReference: '2026000123',
  CreatedDate: '05032026201500',
  CustomerReference: 'pay_01JABC',
  CustomerName: 'شركة الديرة',
  CustomerMobile: '+96550001111',
  CustomerEmail: null,
  TransactionStatus: 'SUCCESS',
  PaymentMethod: 'KNET',
  UserDefinedField: null,
  ReferenceId: '606410001097',
  TrackId: '05-03-2026_477336',
  PaymentId: '100202606484366001',
  AuthorizationId: 'B68413',
  InvoiceValueInBaseCurrency: '29.5',
  BaseCurrency: 'KWD',
  InvoiceValueInDisplayCurreny: '29.5',
  DisplayCurrency: 'KWD',
  InvoiceValueInPayCurrency: '29.5',
  PayCurrency: 'KWD',
};
const refund = {
  RefundReference: '2026000019',
  RefundId: 2840,
  RefundStatus: 'REFUNDED',
  InvoiceId: 990001,
  Amount: '29.5',
  Comments: 'plan downgrade',
  CreatedDate: '06032026090000',
  GatewayReference: 'left out',
};
const deposit = {
  SupplierCode: null,
  DepositReference: '2026000008',
  DepositedAmount: '1520.664',
  NumberOfTransactions: 47,
  DepositFor: 'VENDOR',
};
const recurring = {
  RecurringId: 'RECUR77001',
  RecurringStatus: 'ACTIVE',
  NextPayDate: '05042026000000',
  InvoiceId: 990077,
  InvoiceReference: '2026000777',
  CreatedDate: '05032026040707',
  TransactionStatus: 'SUCCESS',
  ReferenceId: '606411223344',
  TrackId: '05-03-2026_35281105',
  PaymentId: '0707990077003528110582',
  AuthorizationId: '262890',
  InvoiceValueInBaseCurrency: '29.5',
  BaseCurrency: 'KWD',
};
const payment = (Status: string, Transaction: string, ExternalIdentifier: string | null) => ({
  Invoice: { Id: '990001', Status, ExternalIdentifier },
  Transaction: { Status: Transaction, PaymentId: '07070990001100001' },
});

describe('MyFatoorah’s signatures', () => {
  it.each([
    ['a payment, version 1', { EventType: 1, Data: one }, 'OZRC8MwjhXi7qlF8+cLvGd10jNpGcV8SaZv4OsEunfw='],
    ['a refund, version 1', { EventType: 2, Data: refund }, 'rZsHEZ/7hF+KfOVv6tX7kk5ezhja6EcKulpDJkRl1ts='],
    [
      'a deposit, whose order is a trap',
      { EventType: 3, Data: deposit },
      '7YLnCLNgFyrwAvTEDiIBFvtUSWTk4h9yWLe32omL1Ss=',
    ],
    [
      'a recurring payment, version 1',
      { EventType: 5, Data: recurring },
      '0t0Y2+/IxwN4Vb1Q6nn632zx764UL3Ks0hkxPKeprBE=',
    ],
    [
      'a payment, version 2',
      { Event: { Code: 1 }, Data: payment('PAID', 'SUCCESS', 'pay_01JABC') },
      'Q0akb4TuWj3s2zSeh/gSUia7LKX5u4GHjrW8qg7ILP4=',
    ],
    [
      'a failure without a reference, version 2',
      { Event: { Code: 1 }, Data: payment('PENDING', 'FAILED', null) },
      '2od/N63g/bseItwiFUyFYgo77mYdov60cbxFnKT7PpQ=',
    ],
    [
      'a refund, version 2',
      {
        Event: { Code: 2 },
        Data: {
          Refund: { Id: '246275', Status: 'REFUNDED' },
          Amount: { ValueInBaseCurrency: '29.5' },
          ReferencedInvoice: { Id: '990001' },
        },
      },
      'atV7b+UeAaNibhj3ggSLfT1VmV9aUPkEFYQi2M4sXgQ=',
    ],
    [
      'a recurring payment, version 2',
      {
        Event: { Code: 5 },
        Data: { Recurring: { Id: 'RECUR77001', Status: 'UNCOMPLETED', InitialInvoiceId: '990077' } },
      },
      '31clWa15tOHr+bhZujKbpYpXHKyzoDONCXv1nYDJBkk=',
    ],
  ])('of %s are those of its documents', (_, body, signature) => expect(signatureOf(body)).toBe(signature));

  it('of a kind that nobody has described cannot be made', () =>
    expect(signedText({ Event: { Code: 8 }, Data: {} })).toBeUndefined());
});
