import { handler } from '#functions/payments/api.ts';
import { handler as events } from '#functions/payments/events.webhook.ts';
import { handler as settle } from '#functions/payments/settle.queue.ts';
import { signatureOf } from '#local/sandbox/myfatoorah/signer.ts';
import { type MyFatoorahSandbox, myfatoorahSecret, startMyfatoorah } from '#local/sandbox/myfatoorah.ts';
import { hostVariable } from '#runtime/env-names.ts';
import { client } from '#shared/contract/client.ts';
import { payments } from '#shared/payments/contract.ts';
import { settleQueue } from '#shared/payments/message.ts';
import { referenceOf } from '#shared/payments/payment.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, contextOf, eventOf, sendFor } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';
import { deliver, openQueue } from '#test/support/queues.ts';

export type Outcome = 'success' | 'duplicate' | 'cancel' | `MF00${number}`;

/** The feature with its AWS services and MyFatoorah's stand-in, all on one clock. */
export async function startPaymentsWorld() {
  const backend: Backend = await startBackend();
  backend.secretsManager.putSecret('ksa-test/myfatoorah', JSON.stringify(myfatoorahSecret));
  const sandbox: MyFatoorahSandbox = await startMyfatoorah(backend.ground);
  process.env[hostVariable('myfatoorah', 'api')] = `${sandbox.url}/api`;
  const { name } = openQueue(backend.sqs, settleQueue);

  /** What the provider's event about a payment looks like, and how it is signed. */
  const eventAbout = (reference: string, { status = 'PAID', transaction = 'SUCCESS', paymentId = '0707001' } = {}) => ({
    Event: { Code: 1, Name: 'PAYMENT_STATUS_CHANGED', Reference: `WH-${crypto.randomUUID()}` },
    Data: {
      Invoice: { Id: '990001', Status: status, ExternalIdentifier: reference },
      Transaction: { Status: transaction, PaymentId: paymentId },
    },
  });
  return {
    backend,
    sandbox,
    as: (person: Pick<Teammate, 'token'>) => client(payments, sendFor(handler, person.token)),
    /** A manager of a business of their own, and a payment that waits for them. */
    async begin({ planId = 'basic', interval = 'month' as 'month' | 'year', method = 'kn' as const } = {}) {
      const manager = await backend.signInAs('manager');
      const calls = client(payments, sendFor(handler, manager.token));
      const payment = await calls.checkout({ body: { planId, interval, method, language: 'ar' } });
      return {
        manager,
        calls,
        payment,
        clientId: manager.clientId,
        paymentId: payment.paymentId,
        url: payment.url ?? '',
      };
    },
    /** What the customer does on the payment page. The stand-in’s own webhooks find nobody here. */
    pay: (url: string, outcome: Outcome = 'success', gateway = 'KNET') =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ outcome, gateway, webhooks: '0' }),
        redirect: 'manual',
      }),
    eventAbout,
    /** Sends an event as the provider would; another secret makes it a forgery. */
    async tell(
      event: { Event: { Code: number }; Data: Record<string, unknown> },
      secret: string = myfatoorahSecret.webhookSecret,
    ) {
      const headers = { 'myfatoorah-signature': signatureOf(secret, event.Event.Code, event.Data) };
      const request = eventOf({ method: 'POST', path: '/payments/webhook', body: JSON.stringify(event), headers });
      return (await events(request, contextOf())).statusCode;
    },
    reference: (of: { clientId: string; paymentId: string }) => referenceOf(of),
    /** Works on everything that waits in the queue; answers how many messages there were. */
    async work() {
      let all = 0;
      for (let some = -1; some !== 0; all += some) some = await deliver(backend.sqs, name, settle, 5);
      return all;
    },
    callback: (path: string) => call(handler, { method: 'GET', path }),
    async close() {
      await sandbox.close();
      await backend.close();
    },
  };
}
export type PaymentsWorld = Awaited<ReturnType<typeof startPaymentsWorld>>;
