import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { csv, redirect } from '#shared/contract/answer.ts';
import { client } from '#shared/contract/client.ts';
import { FileLink, job } from '#shared/contract/job.ts';
import { openapi } from '#shared/contract/openapi.ts';
import { queue } from '#shared/contract/queue.ts';
import { contract, functionOf, needsIdempotencyKey } from '#shared/contract/route.ts';
import { instagram, telegram } from '#test/support/senders.ts';

const heard = queue('shop-hear', z.object({ clientId: z.string() }));
const response = job(FileLink);
const shop = contract('shop', {
  list: { method: 'GET', path: '/shop', permission: 'posts:read', summary: 'List', response: z.object({}) },
  staff: { method: 'GET', path: '/shop/staff', permission: 'clients:read', summary: 'Staff', response: z.object({}) },
  newOrder: { method: 'POST', path: '/shop/orders', signedBy: telegram, queue: heard, summary: 'Orders' },
  forget: { method: 'POST', path: '/shop/forget', signedBy: instagram, summary: 'Forget' },
  table: { method: 'GET', path: '/shop/table', permission: 'posts:read', summary: 'Table', answers: csv() },
  away: {
    method: 'GET',
    path: '/shop/away',
    permission: 'public',
    summary: 'Away',
    answers: redirect({ status: 302 }),
  },
  build: {
    method: 'POST',
    path: '/shop/build',
    permission: 'posts:write',
    summary: 'Build',
    status: 202,
    jobAt: '/shop/jobs/{jobId}',
    response,
  },
  built: {
    method: 'GET',
    path: '/shop/jobs/{jobId}',
    permission: 'posts:read',
    summary: 'Built',
    params: z.object({ jobId: z.string() }),
    response,
  },
});
const document = JSON.parse(JSON.stringify(openapi([shop], {}, '1')));
const operation = (path: string) => Object.values<Record<string, never>>(document.paths[`/api/shop${path}`])[0];

describe('the document of a contract with the outside world in it', () => {
  it('says who signs a call, and with which header', () => {
    expect(document.components.securitySchemes.telegram).toEqual({
      type: 'apiKey',
      in: 'header',
      name: 'X-Telegram-Bot-Api-Secret-Token',
    });
    expect(operation('/orders')).toMatchObject({ security: [{ telegram: [] }], 'x-signed-by': 'telegram' });
    expect(operation('/forget')).toMatchObject({ security: [], 'x-signed-by': 'instagram' });
  });

  it('says where a key of a business is taken beside a session', () => {
    expect(operation('')).toMatchObject({ security: [{ session: [] }, { apiKey: [] }] });
    expect(operation('/staff')).toMatchObject({ security: [{ session: [] }] });
  });

  it('says what kind of answer comes', () => {
    const { responses: table } = operation('/table') ?? {};
    expect(table).toMatchObject({
      200: {
        content: { 'text/csv; charset=utf-8': { schema: { type: 'string' } } },
        headers: { 'Content-Disposition': {} },
      },
    });
    const { responses: away } = operation('/away') ?? {};
    expect(away).toMatchObject({ 302: { headers: { Location: {} } } });
    const { responses: build } = operation('/build') ?? {};
    expect(build).toMatchObject({
      202: { headers: { Location: {}, 'Retry-After': {} }, content: { 'application/json': {} } },
    });
  });

  it('asks no sender for a key of idempotency, which it could not send', () => {
    expect(needsIdempotencyKey(shop.routes.newOrder)).toBe(false);
    expect(needsIdempotencyKey(shop.routes.build)).toBe(true);
    expect(operation('/orders')).toMatchObject({ parameters: [] });
  });
});

describe('a webhook', () => {
  it('is answered by a function of its own, named after feature and route', () => {
    expect(functionOf('shop', 'newOrder', shop.routes.newOrder)).toBe('shop-new-order');
    expect(functionOf('shop', 'forget', shop.routes.forget)).toBe('shop');
  });
});

describe('the typed client', () => {
  const calls = client(shop, async ({ answers }) => (answers === 'file' ? 'no file' : {}));

  it('has no calls that only software of others can make', () => {
    expect(Object.keys(calls)).toEqual(['list', 'staff', 'table', 'away', 'build', 'built']);
  });

  it('gives the address of what sends a browser on, and calls nobody', () => {
    expect(calls.away()).toBe('/api/shop/away');
  });

  it('notices an answer that is no table', async () => {
    await expect(calls.table()).rejects.toThrow('not the file');
  });
});
