// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { csv } from '#shared/contract/answer.ts';
import { client } from '#shared/contract/client.ts';
import { contract } from '#shared/contract/route.ts';
import { posts } from '#shared/posts/contract.ts';
import { social } from '#shared/social/contract.ts';
import { ApiProblem, NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createAttempt } from '../../../web/src/lib/attempt.ts';
import { type Bearer, createSend } from '../../../web/src/lib/send.ts';
import { createPost } from '../posts/builders.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const bearer = (overrides: Partial<Bearer> = {}): Bearer => ({
  token: () => 'token-1',
  refresh: async () => undefined,
  suspended: () => undefined,
  ...overrides,
});
const draft = { body: { caption: 'قهوة', mediaIds: [], accountIds: [] } };
const created = { status: 201, body: createPost() };

describe('a call', () => {
  it('carries the token, the mark of our own page and, when it changes something, an idempotency key', async () => {
    server = startFakeServer({ 'POST /posts': () => created });
    await client(posts, createSend(bearer())).create(draft);
    const headers = server.asked[0]?.headers;
    expect(headers?.get('authorization')).toBe('Bearer token-1');
    expect(headers?.get('x-requested-with')).toBe('kuwait-social');
    expect(headers?.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers?.get('content-type')).toBe('application/json');
  });

  it('refreshes the session once after a 401 and is then repeated with the same idempotency key', async () => {
    server = startFakeServer({
      'POST /posts': ({ headers }) =>
        headers.get('authorization') === 'Bearer token-2' ? created : problem(401, 'auth.expired'),
    });
    await client(posts, createSend(bearer({ refresh: async () => 'token-2' }))).create(draft);
    const [first, second] = server.asked;
    expect(server.asked).toHaveLength(2);
    expect(second?.headers.get('idempotency-key')).toBe(first?.headers.get('idempotency-key'));
  });

  it('gives up after one refresh, with the problem the server named', async () => {
    server = startFakeServer({ 'GET /social/accounts': () => problem(401, 'auth.expired') });
    const call = client(social, createSend(bearer({ refresh: async () => 'token-2' }))).accounts();
    await expect(call).rejects.toMatchObject({ code: 'auth.expired', status: 401 });
    expect(server.asked).toHaveLength(2);
  });

  it('is not even tried with a token that is about to run out', async () => {
    server = startFakeServer({ 'GET /social/accounts': () => ({ status: 200, body: { items: [] } }) });
    const send = createSend(bearer({ token: () => undefined, refresh: async () => 'fresh' }));
    await client(social, send).accounts();
    expect(server.asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer fresh']);
  });

  it('that finds the business suspended says so to the session', async () => {
    server = startFakeServer({ 'GET /social/accounts': () => problem(403, 'auth.suspended') });
    let told = 0;
    const send = createSend(bearer({ suspended: () => (told += 1) }));
    await expect(client(social, send).accounts()).rejects.toMatchObject({ code: 'auth.suspended' });
    expect(told).toBe(1);
  });
});

describe('what went wrong', () => {
  it('is told with code, reference and the time to wait', async () => {
    server = startFakeServer({
      'GET /social/accounts': () => problem(429, 'request.too_many', { 'retry-after': '90' }),
    });
    const error = await client(social, createSend(bearer()))
      .accounts()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ code: 'request.too_many', requestId: 'req-1', retryAfter: 90 });
  });

  it('is one of our codes even when a proxy answers with a page of its own', async () => {
    server = startFakeServer({ 'GET /social/accounts': () => ({ status: 502, body: '<html>' }) });
    const call = client(social, createSend(bearer())).accounts();
    await expect(call).rejects.toMatchObject({ code: 'internal.unexpected', status: 502 });
  });

  it('is a network error when no answer came', async () => {
    server = startFakeServer({ 'GET /social/accounts': () => 'silence' });
    await expect(client(social, createSend(bearer())).accounts()).rejects.toBeInstanceOf(NetworkError);
  });
});

describe('an attempt', () => {
  const keysAfter = async (...answers: Parameters<typeof startFakeServer>[0][string][]) => {
    server = startFakeServer({ 'POST /posts': (asked, times) => answers[times - 1]?.(asked, times) ?? created });
    const api = client(posts, createSend(bearer()));
    const attempt = createAttempt();
    for (const _ of answers) await attempt(draft, (options) => api.create(draft, options)).catch(() => undefined);
    return server.asked.map(({ headers }) => headers.get('idempotency-key'));
  };

  it('repeated after silence or a failing server cannot do the work twice: the key stays', async () => {
    const keys = await keysAfter(
      () => 'silence',
      () => problem(500, 'internal.unexpected'),
      () => created,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('repeated after success or a refusal is a new one', async () => {
    const keys = await keysAfter(
      () => created,
      () => problem(422, 'request.invalid'),
      () => created,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('with another input is a new one, even after silence', async () => {
    server = startFakeServer({ 'POST /posts': () => 'silence' });
    const api = client(posts, createSend(bearer()));
    const attempt = createAttempt();
    await attempt(draft, (options) => api.create(draft, options)).catch(() => undefined);
    const other = { body: { ...draft.body, caption: 'شاي' } };
    await attempt(other, (options) => api.create(other, options)).catch(() => undefined);
    const [first, second] = server.asked.map(({ headers }) => headers.get('idempotency-key'));
    expect(first).not.toBe(second);
  });
});

describe('a table to download', () => {
  const shop = contract('shop', {
    table: { method: 'GET', path: '/table', permission: 'posts:read', summary: 'A table', answers: csv() },
  });

  it('comes as a file with every byte of it; a refusal is still a problem', async () => {
    let answers = 200;
    const web = createServer((_, response) => {
      response.writeHead(answers, { 'content-type': answers === 200 ? 'text/csv; charset=utf-8' : 'application/json' });
      response.end(answers === 200 ? '\ufeffاسم\r\n' : '{"code":"auth.forbidden","message":"x","requestId":"r"}');
    });
    await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    try {
      const { table } = client(shop, createSend(bearer(), `http://127.0.0.1:${port}`));
      const file = await table();
      expect(file.type).toMatch(/^text\/csv;/);
      expect(Buffer.from(await file.arrayBuffer()).toString()).toBe('\ufeffاسم\r\n');
      answers = 403;
      await expect(table()).rejects.toMatchObject({ code: 'auth.forbidden' });
    } finally {
      web.close();
    }
  });
});
