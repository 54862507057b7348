import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invoicesOfClient } from '#functions/payments/invoice.store.ts';
import { ownInvoiceTable } from '#functions/payments/invoice-table.ts';
import { pollPayments } from '#functions/payments/poll-payments.ts';
import { settlePayment } from '#functions/payments/settle-payment.ts';
import { csvOf } from '#shared/contract/csv.ts';
import { problemOf } from '#test/support/gateway.ts';
import type { Person } from '#test/support/people.ts';
import { type PaymentsWorld, startPaymentsWorld } from './world.ts';

let world: PaymentsWorld;
let owner: Person;
beforeAll(async () => {
  world = await startPaymentsWorld();
  owner = await world.backend.signInAs('owner');
});
beforeEach(() => world.sandbox.faults.clear());
afterAll(() => world.close());

/** A business that paid 12 dinars. */
async function paid() {
  const begun = await world.begin();
  await world.pay(begun.url);
  await settlePayment(begun.clientId, begun.paymentId);
  return begun;
}
type Begun = Awaited<ReturnType<typeof paid>>;
const refund = ({ clientId, paymentId }: Begun, fils: number, reason = 'asked for it') =>
  world.as(owner).refund({ body: { clientId, paymentId, fils, reason } });
const notes = async ({ clientId }: Begun) =>
  (await invoicesOfClient(clientId, { limit: 20, cursor: null })).items.filter(({ series }) => series === 'credit');
/** The stand-in numbers refunds from one on. */
const decide = async (status: 'Refunded' | 'Canceled', id: number) =>
  fetch(`${world.sandbox.url}/refunds/${id}`, { method: 'POST', body: new URLSearchParams({ status }) });
let asked = 0;

describe('a refund', () => {
  it('is pending until the provider did it, and then has a credit note for the invoice', async () => {
    const begun = await paid();
    expect(await refund(begun, 5_000)).toMatchObject({ state: 'pending', fils: 5_000 });
    asked += 1;
    await pollPayments();
    expect(await notes(begun)).toEqual([]);
    await decide('Refunded', asked);
    // By whoever is first, and by all of them at once.
    await Promise.all([settlePayment(begun.clientId, begun.paymentId), pollPayments(), pollPayments()]);
    const [note, ...more] = await notes(begun);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ fils: -5_000, number: expect.stringMatching(/^cn-\d{4}-000001$/) });
    expect(note?.of).toMatch(/^\d{4}-\d{6}$/);
    // An accountant's sum over the column is what the business has paid.
    const { rows } = await ownInvoiceTable({ ...begun, kind: 'tenant', userId: 'us_x', name: 'x', role: 'manager' });
    expect(csvOf(rows, { bom: false })).toMatch(/,-5\.000,(-)?0\.000,/);
  });

  it('together with others is never more than was paid', async () => {
    const begun = await paid();
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, (_, at) => refund(begun, 5_000, `reason ${at}`)),
    );
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    asked += done;
    expect(done).toBeLessThanOrEqual(2);
    expect(await problemOf(refund(begun, 12_001))).toMatchObject({ status: 409, code: 'payment.not_refundable' });
  });

  it('whose answer was lost is not asked for twice', async () => {
    const begun = await paid();
    world.sandbox.faults.add({ operation: 'MakeRefund', times: 1, reset: 'after' });
    expect(await problemOf(refund(begun, 12_000))).toMatchObject({ code: 'payment.unavailable' });
    asked += 1;
    expect(await refund(begun, 12_000)).toMatchObject({ state: 'pending' });
    await decide('Refunded', asked);
    await pollPayments();
    expect(await notes(begun)).toMatchObject([{ fils: -12_000 }]);
  });

  it('that the provider cancels can be asked for again', async () => {
    const begun = await paid();
    await refund(begun, 12_000);
    asked += 1;
    await decide('Canceled', asked);
    await pollPayments();
    expect(await notes(begun)).toEqual([]);
    expect(await refund(begun, 12_000)).toMatchObject({ state: 'pending' });
  });

  it('of what was not paid is refused, and only the owner may ask', async () => {
    const begun = await world.begin();
    expect(await problemOf(refund(begun, 1))).toMatchObject({ code: 'payment.not_refundable' });
    const { clientId, paymentId } = begun;
    const body = { clientId, paymentId, fils: 1, reason: 'x' };
    expect(await problemOf(world.as(begun.manager).refund({ body }))).toMatchObject({ status: 403 });
  });
});
