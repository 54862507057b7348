import type { Ground } from '#cloud/aws/service.ts';
import {
  type Exchange,
  json,
  type Operation,
  type Reply,
  type Sandbox,
  type SandboxHooks,
  startSandbox,
} from '#cloud/outside/sandbox.ts';
import { createCalls } from './myfatoorah/calls.ts';
import { MyFatoorahRefusal } from './myfatoorah/envelope.ts';
import { createBooks } from './myfatoorah/invoices.ts';
import { createPaying, type Outcome } from './myfatoorah/pay.ts';
import { notice, payPage } from './myfatoorah/pay-page.ts';
import { refundEvent } from './myfatoorah/views.ts';
import { createWebhooks, type Delivery } from './myfatoorah/webhooks.ts';

export const myfatoorahHosts = { api: '/api' } as const;
/** What the portal shows the merchant. The webhook's secret looks like base64 and is used as the text it is. */
export const myfatoorahSecret = {
  token: 'myfatoorah-sandbox-token-0001',
  webhookSecret: 'kwsocial-test-webhook-secret-0001==',
} as const;

const verbs = ['InitiatePayment', 'ExecutePayment', 'SendPayment', 'GetPaymentStatus', 'MakeRefund', 'GetRefundStatus'];
const operations = [...verbs, 'pay_page', 'pay', 'settle_refund', 'page'];
/** So long an answer is kept for its idempotency key. */
const REPLAY_MS = 250 * 60_000;

export type MyFatoorahSandbox = Sandbox & {
  webhooks(): readonly Delivery[];
  /** Resolves when the merchant has been told, or did not answer, for the first time. */
  told(): Promise<void>;
};

/**
 * Starts MyFatoorah's stand-in: version 2 of its API under `/api`, its pay page under `/pay/{invoice}`, and for tests
 * and people `POST /pay/{invoice} {outcome, gateway?, webhooks?}` and `POST /refunds/{id} {status}`.
 */
export async function startMyfatoorah(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<MyFatoorahSandbox> {
  let base = '';
  const books = createBooks(ground);
  const webhooks = createWebhooks(ground, myfatoorahSecret.webhookSecret);
  const pay = createPaying(ground, books, webhooks);
  const calls = createCalls(ground, books, () => base);
  const replies = new Map<string, { reply: Reply; until: number }>();

  const called = (verb: string, { headers, params }: Exchange): Reply => {
    if (headers.authorization !== `Bearer ${myfatoorahSecret.token}`) return { status: 401, body: '' };
    const call = calls[verb];
    if (!call) return json({ Message: 'No HTTP resource was found that matches the request URI.' }, 404);
    const key = headers['idempotency-key'];
    const known = typeof key === 'string' ? replies.get(`${verb} ${key}`) : undefined;
    // Told again, not done again: the ledger has it once.
    if (known && known.until > ground.clock.now()) return known.reply;
    try {
      const id = /Payment$/.test(verb) && verb !== 'InitiatePayment' ? (params.CustomerReference ?? '') : '';
      const reply = call(params);
      if (typeof key === 'string') replies.set(`${verb} ${key}`, { reply, until: ground.clock.now() + REPLAY_MS });
      return { ...reply, accepted: { account: 'merchant', id } };
    } catch (error) {
      if (error instanceof MyFatoorahRefusal) return error.reply;
      throw error;
    }
  };

  const onPayPage = ({ method, params }: Exchange, id: string): Operation => {
    const invoice = books.byId(Number(id));
    if (!invoice) return { name: 'page', run: () => notice('لا توجد فاتورة', 'There is no such invoice', 404) };
    if (method !== 'POST') return { name: 'pay_page', run: () => payPage(invoice, base) };
    const run = (): Reply => {
      const { outcome = 'success', gateway = 'KNET', webhooks: times = '1' } = params;
      const back = pay(invoice, outcome as Outcome, gateway, Number(times));
      const accepted = { account: 'merchant', id: invoice.reference };
      return back === ''
        ? { ...notice('تمّ', 'Done'), accepted }
        : { status: 302, headers: { location: back }, body: '', accepted };
    };
    return { name: 'pay', run };
  };

  const settleRefund = ({ params }: Exchange, id: string): Operation => ({
    name: 'settle_refund',
    run() {
      const refund = books.allRefunds().find((one) => String(one.id) === id);
      const invoice = refund && books.byId(refund.invoiceId);
      if (!refund || !invoice || (params.status !== 'Refunded' && params.status !== 'Canceled')) return json({}, 422);
      const saved = books.saveRefund({ ...refund, status: params.status });
      webhooks.send(invoice.webhookUrl, 2, 'REFUND_STATUS_CHANGED', refundEvent(saved, invoice));
      return json(saved);
    },
  });

  const operationOf = (exchange: Exchange): Operation => {
    const [place, second = '', third = ''] = exchange.path.split('/').filter(Boolean);
    if (place === 'api' && second === 'v2' && exchange.method === 'POST')
      return { name: verbs.includes(third) ? third : 'page', run: () => called(third, exchange) };
    if (place === 'pay') return onPayPage(exchange, second);
    if (place === 'refunds' && exchange.method === 'POST') return settleRefund(exchange, second);
    return { name: 'page', run: () => notice('لا شيء هنا', 'There is nothing here', 404) };
  };

  const sandbox = await startSandbox(ground, { platform: 'myfatoorah', operations, port, hooks }, operationOf);
  base = sandbox.url;
  return { ...sandbox, webhooks: webhooks.sent, told: webhooks.told };
}
