import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler } from '#functions/posts/api.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, type Request } from '#test/support/gateway.ts';
import { openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
let rival: Scene;
beforeAll(async () => {
  backend = await startBackend();
  [cafe, rival] = [await openScene(backend), await openScene(backend)];
});
afterAll(() => backend.close());

const create = (change: Partial<Request> = {}, by: Scene = cafe) =>
  call(handler, { method: 'POST', path: '/posts', body: by.content, token: by.token, ...change });
const drafts = async (by: Scene = cafe) => (await by.calls.list({ query: { limit: 100 } })).items.length;

describe('the same POST again', () => {
  it('gets the same answer and makes one post', async () => {
    const before = await drafts();
    const headers = { 'idempotency-key': 'one' };
    const [first, again] = [await create({ headers }), await create({ headers })];
    expect(first.status).toBe(201);
    expect(again).toEqual(first);
    expect(await drafts()).toBe(before + 1);
  });

  it('at the same instant makes one post: a double click', async () => {
    const before = await drafts();
    const clicks = await Promise.all(
      Array.from({ length: 5 }, () => create({ headers: { 'idempotency-key': 'click' } })),
    );
    expect(clicks.map(({ status }) => status)).toEqual(clicks.map(() => 201));
    expect(new Set(clicks.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await drafts()).toBe(before + 1);
  });

  it('with another body, another path or another route is refused', async () => {
    const headers = { 'idempotency-key': 'two' };
    const [made, other] = [await create({ headers }), await cafe.draft()];
    const { postId } = made.body as { postId: string };
    const refused = [
      await create({ headers, body: { ...cafe.content, caption: 'other' } }),
      await create({ headers, path: `/posts/${postId}/publish`, body: { revision: 1 } }),
    ];
    expect(refused.map(({ status, body }) => [status, body])).toMatchObject(
      refused.map(() => [409, { code: 'idempotency.key_reused' }]),
    );
    const publishing = { 'idempotency-key': 'three' };
    await create({ headers: publishing, path: `/posts/${postId}/publish`, body: { revision: 1 } });
    const elsewhere = await create({
      headers: publishing,
      path: `/posts/${other.postId}/publish`,
      body: { revision: 1 },
    });
    expect(elsewhere).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
    expect((await cafe.calls.get({ params: other })).state).toBe('draft');
  });

  it('from another business is another request', async () => {
    const headers = { 'idempotency-key': 'shared' };
    const [ours, theirs] = [await create({ headers }), await create({ headers }, rival)];
    expect([ours.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body).not.toEqual(ours.body);
  });

  it('after a refusal is tried anew', async () => {
    const headers = { 'idempotency-key': 'four' };
    const missing = { ...cafe.content, mediaIds: [rival.mediaId] };
    expect(await create({ headers, body: missing })).toMatchObject({ status: 404 });
    expect(await create({ headers, body: missing })).toMatchObject({ status: 404 });
  });

  it('without a key, or with an endless one, is refused', async () => {
    for (const key of ['', 'x'.repeat(256)])
      expect(await create({ headers: { 'idempotency-key': key } })).toMatchObject({
        status: 400,
        body: { code: 'idempotency.key_missing' },
      });
  });
});

describe('a request that cannot be read', () => {
  it.each([
    ['no JSON', '{"caption":', 400, 'request.unreadable'],
    ['an empty body', '', 400, 'request.unreadable'],
    ['text that is no UTF-8', undefined, 400, 'request.unreadable'],
    ['two megabytes', JSON.stringify({ caption: 'x'.repeat(2_000_000) }), 413, 'request.too_large'],
    ['nothing at all', 'null', 422, 'request.invalid'],
    ['a list', '[]', 422, 'request.invalid'],
    ['endless brackets', '['.repeat(100_000) + ']'.repeat(100_000), 422, 'request.invalid'],
  ])('%s', async (_, body, status, code) => {
    const { status: answered, body: said } =
      body === undefined ? await callWithBytes(Buffer.from('{"caption":"\xff"}', 'latin1')) : await create({ body });
    expect([answered, said]).toMatchObject([status, { code }]);
  });

  const callWithBytes = async (bytes: Buffer) => {
    const encoded = { ...(await eventFor()), body: bytes.toString('base64'), isBase64Encoded: true };
    const answer = await handler(encoded.event, encoded.context);
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };

    async function eventFor() {
      const seen: { event: Parameters<typeof handler>[0]; context: Parameters<typeof handler>[1] }[] = [];
      const spy = async (event: Parameters<typeof handler>[0], context: Parameters<typeof handler>[1]) => {
        seen.push({ event: { ...event, body: bytes.toString('base64'), isBase64Encoded: true }, context });
        return { statusCode: 200 };
      };
      await call(spy, { method: 'POST', path: '/posts', body: cafe.content, token: cafe.token });
      const [first] = seen;
      if (!first) throw new Error('The gateway did not call');
      return first;
    }
  };

  it.each([
    ['a field that nobody knows', { state: 'published' }, 'body.state', 'unknown_field'],
    ['another tenant’s id', { clientId: 'cl_x' }, 'body.clientId', 'unknown_field'],
    ['a hidden field', JSON.parse('{"__proto__":{"a":1}}'), 'body.__proto__', 'unknown_field'],
    ['NUL', { caption: 'a\u0000b' }, 'body.caption', 'control_character'],
    ['a hidden turn of direction', { caption: 'a\u202eb' }, 'body.caption', 'bidi_control'],
    ['half a character', { caption: 'a\ud83d' }, 'body.caption', 'unpaired_surrogate'],
    ['NUL in the first comment', { firstComment: 'a\u0000b' }, 'body.firstComment', 'control_character'],
    ['10,001 characters', { caption: 'x'.repeat(10_001) }, 'body.caption', 'too_long'],
    ['a caption that is a number', { caption: 5 }, 'body.caption', 'wrong_type'],
    ['eleven images', { mediaIds: Array(11).fill('md_x') }, 'body.mediaIds', 'too_big'],
    ['an id that is none', { mediaIds: ['md_1#x'] }, 'body.mediaIds.0', 'invalid_format'],
  ])('%s is refused by name', async (_, change, path, issue) => {
    const answer = await create({ body: { ...cafe.content, ...change } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect((answer.body as { details: unknown[] }).details).toContainEqual(expect.objectContaining({ path, issue }));
  });

  it.each([
    '/posts?state=gone',
    '/posts?limit=0',
    '/posts?limit=101',
    '/posts?limit=x',
    '/posts?sort=asc',
    '/posts?from=1',
    '/posts?from=2&to=2',
    '/posts?from=1&to=2&state=draft',
  ])('%s is refused', async (path) => {
    expect(await call(handler, { method: 'GET', path, token: cafe.token })).toMatchObject({
      status: 422,
      body: { code: 'request.invalid' },
    });
  });

  it.each(['/posts/po_1', '/posts/PO_00000000000000000000000000', `/posts/${'%2e%2e%2f'.repeat(3)}`, '/posts/%00'])(
    '%s is nothing',
    async (path) => {
      expect(await call(handler, { method: 'GET', path, token: cafe.token })).toMatchObject({ status: 404 });
    },
  );

  it('is never told more than it needs: an answer names no table, key or stack', async () => {
    backend.deny('dynamodb:Query');
    const answer = await call(handler, { method: 'GET', path: '/posts', token: cafe.token });
    backend.allow('dynamodb:Query');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.unexpected', requestId: expect.any(String) } });
    expect(Object.keys(answer.body as object).sort()).toEqual(['code', 'message', 'requestId']);
  });
});

describe('an answer', () => {
  it('may not be kept, framed or guessed at by a browser', async () => {
    const { headers } = await call(handler, { method: 'GET', path: '/posts', token: cafe.token });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('holds no key, hash or version of our table', async () => {
    const post = await cafe.schedule(await cafe.draft());
    const written = JSON.stringify([post, await cafe.calls.list({ query: { state: 'scheduled' } })]);
    // Names of members, because an id may happen to hold any few letters.
    for (const name of ['pk', 'sk', 'gsi\\w*', '__edb\\w*', 'sha256', 'fence', 'sealedToken', 'uploadKey', 'clientId'])
      expect(written, name).not.toMatch(new RegExp(`"${name}":`));
    expect(written).not.toContain(cafe.clientId);
  });
});

describe('a change that fails half-way', () => {
  it('leaves neither a change nor a line in the history', async () => {
    const post = await cafe.draft();
    backend.deny('dynamodb:PutItem');
    const refused = await problemOf(cafe.calls.edit({ params: post, body: { ...cafe.content, revision: 1 } }));
    backend.allow('dynamodb:PutItem');
    expect(refused.status).toBe(500);
    expect(await cafe.calls.get({ params: post })).toEqual(post);
    const { items } = await eventsOf(cafe.clientId, post.postId, { limit: 10, cursor: null });
    expect(items.map(({ action }) => action)).toEqual(['post.created']);
  });
});
