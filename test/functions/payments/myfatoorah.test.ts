import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInvoice, openLink } from '#functions/payments/myfatoorah/open-invoice.ts';
import { paymentStatus } from '#functions/payments/myfatoorah/payment-status.ts';
import { refundsOf, requestRefund } from '#functions/payments/myfatoorah/refund.ts';
import { type MyFatoorahSandbox, myfatoorahSecret, startMyfatoorah } from '#local/sandbox/myfatoorah.ts';
import { hostVariable } from '#runtime/env-names.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';

let backend: Backend;
let sandbox: MyFatoorahSandbox;
const api = hostVariable('myfatoorah', 'api');
beforeAll(async () => {
  backend = await startBackend();
  backend.secretsManager.putSecret('ksa-test/myfatoorah', JSON.stringify(myfatoorahSecret));
  sandbox = await startMyfatoorah(backend.ground);
});
beforeEach(() => {
  process.env[api] = `${sandbox.url}/api`;
  sandbox.faults.clear();
});
afterAll(async () => {
  await sandbox.close();
  await backend.close();
});

let counter = 0;
const invoice = (more = {}) => {
  counter += 1;
  return {
    reference: `pay_${counter}`,
    fils: 29_500,
    customerName: 'شركة «الديرة» <b>',
    customerEmail: undefined,
    language: 'ar' as const,
    backUrl: 'https://app.example.com/billing/back',
    webhookUrl: '',
    ...more,
  };
};
const pay = (url: string, outcome: string, gateway = 'KNET') =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome, gateway }), redirect: 'manual' });
const opened = async (more = {}) => {
  const asked = invoice(more);
  const answer = await openInvoice(asked, 'kn');
  if (!answer.ok) throw new Error(answer.fault.detail);
  return { ...asked, ...answer.value };
};

describe('an invoice at the provider', () => {
  it('is opened with the means that has the code, and read by id, payment and our own reference', async () => {
    const { invoiceId, url, reference } = await opened();
    expect(url).toContain('/pay/');
    const open = { invoiceId, reference, fils: 29_500, state: 'open', paidTwice: false };
    expect(await paymentStatus({ KeyType: 'InvoiceId', Key: invoiceId })).toMatchObject({ ok: true, value: open });
    await pay(url, 'success');
    const read = await paymentStatus({ KeyType: 'CustomerReference', Key: reference });
    expect(read).toMatchObject({ ok: true, value: { ...open, state: 'paid', method: 'KNET', failure: undefined } });
    const paymentId = read.ok ? (read.value.paymentId ?? '') : '';
    expect(paymentId).toMatch(/^0/);
    expect(await paymentStatus({ KeyType: 'PaymentId', Key: paymentId })).toEqual(read);
  });

  it('with a link lets the customer choose', async () => {
    const answer = await openLink(invoice());
    expect(answer.ok && (await fetch(answer.value.url)).status).toBe(200);
  });

  it('tells why the last attempt failed, and a success after it counts', async () => {
    const { invoiceId, url } = await opened();
    await pay(url, 'MF004');
    const key = { KeyType: 'InvoiceId', Key: invoiceId } as const;
    expect(await paymentStatus(key)).toMatchObject({ value: { state: 'open', failure: 'MF004' } });
    await pay(url, 'success', 'VISA/MASTER');
    await pay(url, 'MF002');
    expect(await paymentStatus(key)).toMatchObject({
      value: { state: 'paid', method: 'VISA/MASTER', failure: undefined },
    });
    await pay(url, 'duplicate');
    expect(await paymentStatus(key)).toMatchObject({ value: { state: 'paid', paidTwice: true } });
  });

  it('whose answer got lost is found by our reference, and asking again with the same makes no second one', async () => {
    sandbox.faults.add({ operation: 'ExecutePayment', times: 1, reset: 'after' });
    const asked = invoice();
    expect(await openInvoice(asked, 'kn')).toMatchObject({ ok: false, fault: { kind: 'unsure' } });
    const found = await paymentStatus({ KeyType: 'CustomerReference', Key: asked.reference });
    const again = await openInvoice(asked, 'kn');
    expect(found.ok && again.ok && again.value.invoiceId).toBe(found.ok ? found.value.invoiceId : '');
  });
});

describe('what went wrong is told apart', () => {
  const html = '<html><h1>403 Forbidden</h1></html>';
  it.each([
    ['an empty 401: our token is not accepted', { status: 401, body: '' }, 'not_set_up'],
    ['a page of HTML with 403: our address is blocked', { status: 403, body: html }, 'not_set_up'],
    ['an empty 200', { status: 200, body: '' }, 'not_set_up'],
    ['429', { status: 429, body: '{}' }, 'busy'],
    ['500 of an irreversible call', { status: 500, body: html }, 'unsure'],
    ['a success of another shape', { status: 200, body: '{"IsSuccess":true,"Data":{}}' }, 'unsure'],
    ['a refusal with 200', { status: 200, body: '{"IsSuccess":false,"Message":"no","Data":null}' }, 'refused'],
    ['404 of an unknown address', { status: 404, body: '{"Message":"No HTTP resource"}' }, 'refused'],
  ])('%s', async (_, fault, kind) => {
    sandbox.faults.add({ operation: 'ExecutePayment', times: 1, ...fault });
    expect(await openInvoice(invoice(), 'kn')).toMatchObject({ ok: false, fault: { kind } });
  });

  it('nobody answers: a read may be repeated, what opens an invoice is looked for first', async () => {
    const dead = createServer((request) => request.socket.destroy());
    await new Promise<void>((done) => dead.listen(0, '127.0.0.1', done));
    process.env[api] = `http://127.0.0.1:${(dead.address() as AddressInfo).port}`;
    expect(await paymentStatus({ KeyType: 'InvoiceId', Key: '1' })).toMatchObject({ fault: { kind: 'busy' } });
    expect(await openLink(invoice())).toMatchObject({ fault: { kind: 'unsure' } });
    dead.close();
  });

  it('an amount in another currency is no amount', async () => {
    const { invoiceId } = await opened();
    const key = { KeyType: 'InvoiceId', Key: invoiceId } as const;
    const body = {
      IsSuccess: true,
      Data: {
        InvoiceId: Number(invoiceId),
        InvoiceStatus: 'Paid',
        CustomerReference: 'pay_x',
        InvoiceValue: 29.5,
        InvoiceDisplayValue: '29.500 SR',
        InvoiceTransactions: [],
      },
    };
    sandbox.faults.add({ operation: 'GetPaymentStatus', times: 1, status: 200, body: JSON.stringify(body) });
    expect(await paymentStatus(key)).toMatchObject({ value: { fils: undefined, state: 'open' } });
  });
});

describe('a refund', () => {
  it('is asked for once, found by our reference after doubt, and told when it is done', async () => {
    const { invoiceId, url } = await opened();
    await pay(url, 'success');
    const asked = { reference: 'rf_1', fils: 9_500, comment: 'plan downgrade' };
    sandbox.faults.add({ operation: 'MakeRefund', times: 1, reset: 'after' });
    expect(await requestRefund(invoiceId, asked)).toMatchObject({ fault: { kind: 'unsure' } });
    expect(await refundsOf(invoiceId)).toMatchObject({ value: [{ reference: 'rf_1', fils: 9_500, state: 'pending' }] });
    const again = await requestRefund(invoiceId, asked);
    const refundId = again.ok ? again.value.refundId : '';
    await fetch(`${sandbox.url}/refunds/${refundId}`, {
      method: 'POST',
      body: new URLSearchParams({ status: 'Refunded' }),
    });
    expect(await refundsOf(invoiceId)).toEqual({
      ok: true,
      value: [{ refundId, reference: 'rf_1', fils: 9_500, state: 'done' }],
    });
    expect(await requestRefund(invoiceId, { ...asked, reference: 'rf_2', fils: 20_001 })).toMatchObject({
      fault: { kind: 'refused', detail: '400 Amount' },
    });
  });
});
