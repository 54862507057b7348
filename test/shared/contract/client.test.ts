import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { client, type Send } from '#shared/contract/client.ts';
import { contract } from '#shared/contract/route.ts';

const shop = contract('shop', {
  list: {
    method: 'GET',
    path: '/shop',
    permission: 'posts:read',
    summary: 'List',
    query: z.strictObject({ limit: z._default(z.coerce.number(), 25), state: z.optional(z.string()) }),
    response: z.object({ items: z.array(z.string()) }),
  },
  get: {
    method: 'GET',
    path: '/shop/{itemId}/parts/{partId}',
    permission: 'posts:read',
    summary: 'Read',
    params: z.strictObject({ itemId: z.string(), partId: z.string() }),
    response: z.object({ name: z.string() }),
  },
  sell: {
    method: 'POST',
    path: '/shop',
    permission: 'posts:write',
    summary: 'Sell',
    body: z.strictObject({ n: z.number() }),
  },
});

type Sent = Parameters<Send>[0];
const recording = (answer: unknown) => {
  const sent: Sent[] = [];
  const send: Send = async (call) => {
    sent.push(call);
    return answer;
  };
  return { sent, calls: client(shop, send) };
};

describe('the typed client', () => {
  it('writes values into the path so that none can change the address', async () => {
    const { sent, calls } = recording({ name: 'x' });
    await calls.get({ params: { itemId: '../admin?x=1', partId: 'قهوة' } });
    expect(sent[0]?.path).toBe('/shop/..%2Fadmin%3Fx%3D1/parts/%D9%82%D9%87%D9%88%D8%A9');
  });

  it('leaves out what was not given', async () => {
    const { sent, calls } = recording({ items: [] });
    await calls.list({ query: { state: undefined } });
    await calls.list({ query: { state: 'a&b', limit: 5 } });
    expect(sent.map(({ path }) => path)).toEqual(['/shop', '/shop?state=a%26b&limit=5']);
  });

  it('gives every POST a key of its own, and repeats one when asked', async () => {
    const { sent, calls } = recording(undefined);
    await calls.sell({ body: { n: 1 } });
    await calls.sell({ body: { n: 1 } });
    await calls.sell({ body: { n: 1 } }, { idempotencyKey: 'again' });
    const keys = sent.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('again');
  });

  it('sends no key with a GET', async () => {
    const { sent, calls } = recording({ items: [] });
    await calls.list({ query: {} });
    expect(sent[0]?.idempotencyKey).toBeUndefined();
  });

  it('notices a server whose answer is not what the contract says', async () => {
    const { calls } = recording({ items: [1] });
    await expect(calls.list({ query: {} })).rejects.toThrow();
  });
});
