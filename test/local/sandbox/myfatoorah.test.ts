import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { openGate } from '#cloud/aws/service.ts';
import { signatureOf } from '#local/sandbox/myfatoorah/signer.ts';
import { type MyFatoorahSandbox, myfatoorahSecret, startMyfatoorah } from '#local/sandbox/myfatoorah.ts';

const db = new DatabaseSync(':memory:');
const clock = createClock();
let sandbox: MyFatoorahSandbox;
let hook = '';
const heard: { headers: IncomingMessage['headers']; body: string }[] = [];
let answers: number[] = [];
const listener = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
  response.writeHead(answers.shift() ?? 200).end();
});
beforeAll(async () => {
  sandbox = await startMyfatoorah({ clock, db, gate: openGate, dataDir: '', region: 'me-south-1', account: '0' });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  hook = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
});
beforeEach(() => {
  heard.length = 0;
  answers = [];
});
afterAll(async () => {
  clock.stop();
  await sandbox.close();
  listener.close();
  db.close();
});

const call = async (verb: string, body: unknown, headers: Record<string, string> = {}) => {
  const authorization = `Bearer ${myfatoorahSecret.token}`;
  const response = await fetch(`${sandbox.url}/api/v2/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
};
let counter = 0;
const execute = async (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) => {
  counter += 1;
  const back = { CallBackUrl: 'http://127.0.0.1:1/back', ErrorUrl: 'http://127.0.0.1:1/error', WebhookUrl: hook };
  const invoice = {
    PaymentMethodId: 41,
    InvoiceValue: 29.5,
    CustomerName: 'شركة الديرة',
    CustomerReference: `pay_${counter}`,
  };
  return call('ExecutePayment', { ...invoice, ...back, ...more }, headers);
};
const payWith = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const statusOf = async (invoiceId: number) =>
  (await call('GetPaymentStatus', { Key: String(invoiceId), KeyType: 'InvoiceId' })).body.Data;

describe('the stand-in’s signatures', () => {
  const secret = 'kwsocial-test-webhook-secret-0001==';
  const payment = (Status: string, Transaction: string, ExternalIdentifier: string | null) => ({
    Invoice: { Id: '990001', Status, ExternalIdentifier },
    Transaction: { Status: Transaction, PaymentId: '07070990001100001' },
  });
  it.each([
    [1, payment('PAID', 'SUCCESS', 'pay_01JABC'), 'Q0akb4TuWj3s2zSeh/gSUia7LKX5u4GHjrW8qg7ILP4='],
    [1, payment('PENDING', 'FAILED', null), '2od/N63g/bseItwiFUyFYgo77mYdov60cbxFnKT7PpQ='],
    [
      2,
      {
        Refund: { Id: '246275', Status: 'REFUNDED' },
        Amount: { ValueInBaseCurrency: '29.5' },
        ReferencedInvoice: { Id: '990001' },
      },
      'atV7b+UeAaNibhj3ggSLfT1VmV9aUPkEFYQi2M4sXgQ=',
    ],
  ])('of event %i are those of the fact sheet', (code, data, signature) =>
    expect(signatureOf(secret, code, data)).toBe(signature),
  );
});

describe('paying', () => {
  it('opens an invoice, shows a page, sends the customer back and tells the merchant, signed', async () => {
    const { body } = await execute();
    const { InvoiceId, PaymentURL } = body.Data;
    expect(await statusOf(InvoiceId)).toMatchObject({ InvoiceStatus: 'Pending', InvoiceTransactions: [] });
    expect(await (await fetch(PaymentURL)).text()).toContain('KWD 29.500');
    const back = await payWith(PaymentURL, { gateway: 'KNET', outcome: 'success' });
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.pathname).toBe('/back');
    const paymentId = location.searchParams.get('paymentId');
    expect(await statusOf(InvoiceId)).toMatchObject({
      InvoiceStatus: 'Paid',
      InvoiceDisplayValue: '29.500 KD',
      InvoiceTransactions: [{ PaymentId: paymentId, TransactionStatus: 'Succss', TransationValue: '29.500' }],
    });
    await sandbox.told();
    expect(heard).toHaveLength(1);
    const { Event, Data } = JSON.parse(heard[0]?.body ?? '{}');
    expect(Event).toMatchObject({ Code: 1, Reference: expect.stringMatching(/^WH-\d+$/) });
    expect(Data).toMatchObject({ Invoice: { Status: 'PAID' }, Amount: { ValueInBaseCurrency: '29.5' } });
    expect(heard[0]?.headers['myfatoorah-signature']).toBe(signatureOf(myfatoorahSecret.webhookSecret, 1, Data));
  });

  it('that fails leaves the invoice open for another attempt, and a success is final', async () => {
    const { InvoiceId, PaymentURL } = (await execute()).body.Data;
    const failed = await payWith(PaymentURL, { gateway: 'KNET', outcome: 'MF004' });
    expect(new URL(failed.headers.get('location') ?? '').pathname).toBe('/error');
    expect((await statusOf(InvoiceId)).InvoiceStatus).toBe('Pending');
    await payWith(PaymentURL, { gateway: 'VISA/MASTER', outcome: 'success' });
    await payWith(PaymentURL, { gateway: 'KNET', outcome: 'MF002' });
    expect((await statusOf(InvoiceId)).InvoiceStatus).toBe('Paid');
    await payWith(PaymentURL, { gateway: 'KNET', outcome: 'duplicate' });
    expect((await statusOf(InvoiceId)).InvoiceStatus).toBe('DuplicatePayment');
  });

  it('is told again until somebody listens', async () => {
    answers = [500, 503, 200];
    const { PaymentURL } = (await execute()).body.Data;
    await payWith(PaymentURL, { gateway: 'KNET', outcome: 'success' });
    await sandbox.told();
    await clock.advance(600_000);
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  });
});

describe('what it refuses', () => {
  it.each([
    ['a fourth decimal', { InvoiceValue: 29.5004 }, 'InvoiceValue'],
    ['nothing to pay', { InvoiceValue: 0 }, 'InvoiceValue'],
    ['a method of another merchant', { PaymentMethodId: 1 }, 'PaymentMethodId'],
    ['a page on one’s own machine', { CallBackUrl: 'http://localhost:3000/x' }, 'CallBackUrl'],
    ['an address of 255 characters', { ErrorUrl: `https://a.example/${'x'.repeat(237)}` }, 'ErrorUrl'],
    ['an empty mail address', { CustomerEmail: '' }, 'CustomerEmail'],
    ['Arabic digits in a phone', { CustomerMobile: '٥٠٠٠١١١١' }, 'CustomerMobile'],
    [
      'items that add up to something else',
      { InvoiceItems: [{ ItemName: 'x', Quantity: 1, UnitPrice: 29 }] },
      'InvoiceItems',
    ],
  ])('%s', async (_, change, field) => {
    const { status, body } = await execute(change);
    expect(status).toBe(400);
    expect(body).toMatchObject({ IsSuccess: false, ValidationErrors: [{ Name: field }], Data: null });
  });

  it('a call without its token, with an empty body', async () => {
    expect(await call('InitiatePayment', { InvoiceAmount: 1 }, { authorization: 'Bearer x' })).toMatchObject({
      status: 401,
      text: '',
    });
  });

  it('to do twice what has the same idempotency key', async () => {
    const before = sandbox.ledger().length;
    const headers = { 'Idempotency-Key': 'k1' };
    const first = await execute({}, headers);
    const again = await execute({}, headers);
    expect(again.body).toEqual(first.body);
    expect(sandbox.ledger().length - before).toBe(1);
  });
});

describe('a refund', () => {
  it('waits for somebody, cannot exceed what was paid, and is told when it is settled', async () => {
    const { InvoiceId, PaymentURL } = (await execute()).body.Data;
    const key = { KeyType: 'InvoiceId', Key: String(InvoiceId) };
    expect((await call('MakeRefund', { ...key, Amount: 1 })).body.IsSuccess).toBe(false);
    await payWith(PaymentURL, { gateway: 'KNET', outcome: 'success' });
    const { RefundId } = (await call('MakeRefund', { ...key, Amount: 20 })).body.Data;
    expect((await call('MakeRefund', { ...key, Amount: 9.501 })).body.ValidationErrors).toMatchObject([
      { Name: 'Amount' },
    ]);
    const asked = async () => (await call('GetRefundStatus', key)).body.Data.RefundStatusResult;
    expect(await asked()).toMatchObject([{ RefundId, RefundStatus: 'Pending', RefundAmount: 20 }]);
    await sandbox.told();
    heard.length = 0;
    await fetch(`${sandbox.url}/refunds/${RefundId}`, {
      method: 'POST',
      body: new URLSearchParams({ status: 'Refunded' }),
    });
    expect(await asked()).toMatchObject([{ RefundStatus: 'Refunded' }]);
    await sandbox.told();
    expect(heard.map(({ body }) => JSON.parse(body).Event.Code)).toEqual([2]);
  });
});
