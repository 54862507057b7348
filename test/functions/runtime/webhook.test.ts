import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { secretVariable } from '#runtime/env-names.ts';
import { webhook } from '#runtime/webhook.ts';
import { queueWorker } from '#runtime/workers.ts';
import { queue } from '#shared/contract/queue.ts';
import { contract } from '#shared/contract/route.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { linesWhile, metricLines } from '#test/support/embedded-metrics.ts';
import { contextOf, eventOf } from '#test/support/gateway.ts';
import { deliver, openQueue } from '#test/support/queues.ts';
import { tiktok, tiktokHeaders } from '#test/support/senders.ts';

const Order = z.object({ clientId: z.string(), v: z.literal(1), eventId: z.string(), text: z.string() });
const orders = queue('shop-take', Order);
const Call = z.object({ events: z.array(z.object({ id: z.string(), shop: z.string(), text: z.string() })) });
const shop = contract('shop', {
  orders: { method: 'POST', path: '/shop/orders', signedBy: tiktok, queue: orders, summary: 'Orders', body: Call },
});
/** This much is an entry file. */
const handler = webhook(shop, 'orders', ({ events }) =>
  events.map(({ id, shop: clientId, text }) => ({ id, message: { clientId, v: 1, eventId: id, text } })),
);

const SECRET = 'test_client_secret';
let backend: Backend;
let name: string;
let parked: string;
beforeAll(async () => {
  backend = await startBackend();
  process.env[secretVariable('tiktok')] = 'ksa-test/tiktok';
  backend.secretsManager.putSecret('ksa-test/tiktok', JSON.stringify({ clientSecret: SECRET }));
  ({ name } = openQueue(backend.sqs, orders));
  const letters = backend.sqs.createQueue({ name: 'ksa-test-shop-take-letters' });
  parked = letters.name;
  process.env.DEAD_LETTERS_URL = letters.url;
});
afterAll(() => backend.close());

/** What the worker has done: each event once, by its id, as every worker must. */
let done: Map<string, string>;
let lookedAt: string[];
const worker = queueWorker(orders, async ({ eventId, text }) => {
  lookedAt.push(eventId);
  done.set(eventId, text);
});
beforeEach(() => {
  done = new Map();
  lookedAt = [];
});
const work = async () => {
  while ((await deliver(backend.sqs, name, worker, 5)) > 0);
};

let counter = 0;
const order = (text = 'قهوة') => {
  counter += 1;
  return { id: `ev-${counter}`, shop: 'cl_a', text };
};
type Sent = { at?: number; secret?: string };
async function ask(body: unknown, { at = Date.now(), secret = SECRET }: Sent = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = tiktokHeaders(text, secret, at);
  const answer = await handler(eventOf({ method: 'POST', path: '/shop/orders', body: text, headers }), contextOf());
  return { status: answer.statusCode, body: answer.body };
}

describe('a call of a webhook', () => {
  it('is answered at once and worked on from the queue', async () => {
    const [one, two] = [order(), order('شاي')];
    expect(await ask({ events: [one, two] })).toEqual({ status: 200, body: '{}' });
    expect(done.size).toBe(0);
    await work();
    expect(done).toEqual(new Map([one, two].map(({ id, text }) => [id, text])));
  });

  it('that is sent three times is worked on once', async () => {
    const one = order();
    for (let times = 0; times < 3; times += 1) expect((await ask({ events: [one] })).status).toBe(200);
    await work();
    expect(lookedAt).toEqual([one.id]);
  });

  it('is known again for four days, whenever its sender repeats it', async () => {
    const one = order();
    await ask({ events: [one] });
    await backend.advance(3 * 24 * 60 * 60_000);
    await ask({ events: [one, order()] });
    await work();
    expect(lookedAt.filter((id) => id === one.id)).toHaveLength(1);
    expect(lookedAt).toHaveLength(2);
  });

  it('that tells of nothing is fine', async () => {
    expect((await ask({ events: [] })).status).toBe(200);
  });

  it.each([
    ['with a wrong signature', { secret: 'another-secret' }],
    ['with an old timestamp', { at: Date.now() - 20 * 60_000 }],
  ])('%s is refused, and nothing of it is kept', async (_, sent) => {
    await ask({ events: [] });
    backend.calls.length = 0;
    expect(await ask({ events: [order()] }, sent)).toMatchObject({ status: 401 });
    expect(backend.calls.filter(({ action }) => /^(sqs|dynamodb):/.test(action))).toEqual([]);
    await work();
    expect(lookedAt).toEqual([]);
  });

  it('may be larger than an old queue would take, up to a megabyte', async () => {
    const large = order('ق'.repeat(200_000));
    expect((await ask({ events: [large] })).status).toBe(200);
    await work();
    expect(done.get(large.id)).toHaveLength(200_000);
    expect((await ask({ events: [order('x'.repeat(1_000_000))] })).status).toBe(413);
  });

  it('that is signed and cannot be read is parked where staff find it, once', async () => {
    for (const body of ['{"events":[{"id":1}]}', 'not JSON', '[]'])
      for (let times = 0; times < 2; times += 1) expect((await ask(body)).status).toBe(200);
    await work();
    const letters = backend.sqs.receive(parked, 10).map(({ body }) => JSON.parse(body).unread);
    expect(letters.sort()).toEqual(['[]', 'not JSON', '{"events":[{"id":1}]}']);
    expect(lookedAt).toEqual([]);
  });

  it('leaves nothing of its body in the log', async () => {
    const lines = await linesWhile(async () => {
      await ask({ events: [order('a-private-word')] });
      await ask('{"events":"a-private-word"}');
      await ask({ events: [order('a-private-word')] }, { secret: 'another-secret' });
    });
    await work();
    expect(lines.join('\n')).not.toContain('a-private-word');
  });
});

describe('a function that dies while it takes a call', () => {
  const deaths = [
    ['before it knows whether the event is new', 'dynamodb:GetItem', 500],
    ['before the event is in the queue', 'sqs:SendMessage', 500],
    ['after that, before it is noted as seen', 'dynamodb:PutItem', 200],
  ] as const;

  it.each(deaths)('%s loses nothing: the sender’s next try, or the first, brings it', async (_, action, status) => {
    const one = order();
    backend.deny(action);
    const lines = await linesWhile(async () => {
      expect((await ask({ events: [one] })).status).toBe(status);
    });
    backend.allow(action);
    expect(metricLines(lines)).toHaveLength(status === 500 ? 1 : 0);
    for (let times = 0; times < 2; times += 1) expect((await ask({ events: [one] })).status).toBe(200);
    await work();
    // Where it was handed over without being noted the worker sees it twice, and does it once.
    expect(lookedAt).toEqual(Array(status === 200 ? 2 : 1).fill(one.id));
    expect(done).toEqual(new Map([[one.id, one.text]]));
  });

  it('two calls of one event at the same instant do not lose it either', async () => {
    const one = order();
    const answers = await Promise.all([ask({ events: [one] }), ask({ events: [one] })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await work();
    expect(done.get(one.id)).toBe(one.text);
  });
});
