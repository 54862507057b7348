import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey } from '#functions/api-keys/api-key.entity.ts';
import { createKey, type NewKey } from '#functions/api-keys/create-key.ts';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler as auth } from '#functions/auth/api.ts';
import { handler as clients } from '#functions/clients/api.ts';
import { client as clientRow } from '#functions/clients/client.entity.ts';
import { handler as posts } from '#functions/posts/api.ts';
import { keyParts, keyText } from '#shared/api-keys/key.ts';
import { client } from '#shared/contract/client.ts';
import type { TeamRole, TenantActor } from '#shared/contract/permission.ts';
import { posts as postsContract } from '#shared/posts/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Handler, problemOf, sendFor } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';

const MINUTE = 60_000;
let backend: Backend;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  manager = await backend.signInAs('manager');
});
afterAll(() => backend.close());

const actorOf = ({ userId, name, clientId, role }: Teammate): TenantActor => ({
  kind: 'tenant',
  ...{ userId, name, clientId, role: role as TeamRole },
});
const make = (asked: Partial<NewKey> = {}, by = manager) =>
  createKey(actorOf(by), { name: 'متجرنا', scopes: ['posts:read', 'posts:write'], ...asked });
const ask = (key: string, path = '/posts', handler: Handler = posts, method = 'GET', body?: unknown) =>
  call(handler, { method, path, token: key, body });
const without = ({ status, headers, body }: Awaited<ReturnType<typeof ask>>) => ({
  ...{ status, headers },
  body: { ...Object(body), requestId: '' },
});

describe('software with a key', () => {
  it('works for its own business, and the history says that it was the key', async () => {
    const { key, keyId } = await make();
    const draft = { caption: 'قهوة', mediaIds: [], accountIds: [] };
    const post = await client(postsContract, sendFor(posts, key)).create({ body: draft });
    const { items } = await eventsOf(manager.clientId, post.postId, { limit: 10, cursor: null });
    expect(items).toMatchObject([{ action: 'post.created', actorId: keyId, actorName: 'متجرنا' }]);
    const seen = await client(postsContract, sendFor(posts, manager.token)).get({ params: post });
    expect(seen.caption).toBe('قهوة');
  });

  it('sees a post of another business like one that is not there', async () => {
    const { key } = await make();
    const rival = await backend.signInAs('manager');
    const draft = { caption: 'x', mediaIds: [], accountIds: [] };
    const { postId } = await client(postsContract, sendFor(posts, rival.token)).create({ body: draft });
    const missing = postId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(without(await ask(key, `/posts/${postId}`))).toEqual(without(await ask(key, `/posts/${missing}`)));
    expect((await ask(key, `/posts/${postId}`)).status).toBe(404);
  });

  it('may do what its scopes say, nothing over people, nothing of the platform, and is nobody’s self', async () => {
    const { key } = await make({ scopes: ['posts:read', 'team:read'] });
    expect((await ask(key)).status).toBe(200);
    expect((await ask(key, '/team', clients)).status).toBe(200);
    const invited = { email: 'x@example.com', name: 'x', language: 'ar', role: 'viewer' };
    const refused = [
      await ask(key, '/posts', posts, 'POST', { caption: 'x', mediaIds: [], accountIds: [] }),
      await ask(key, '/team', clients, 'POST', invited),
      await ask(key, '/clients', clients),
      await ask(key, '/me', auth),
    ];
    for (const { status, body } of refused) expect([status, Object(body).code]).toEqual([403, 'auth.forbidden']);
  });
});

describe('a key that is none', () => {
  it('is answered alike, whatever is the matter with it', async () => {
    const { key } = await make();
    const [gone, over] = [await make(), await make({ expiresAt: Date.now() + MINUTE })];
    const parts = keyParts(key);
    if (!parts) throw new Error('A made key has parts');
    const rival = await backend.signInAs('manager');
    const other = keyParts((await make({}, rival)).key);
    await apiKey.patch({ clientId: manager.clientId, keyId: gone.keyId }).set({ revokedAt: Date.now() }).go();
    await backend.advance(2 * MINUTE);
    const none = [
      'ksa_',
      `${key}x`,
      key.toUpperCase().replace('KSA', 'ksa'),
      keyText({ ...parts, secret: 'A'.repeat(43) }),
      keyText({ ...parts, keyId: gone.keyId }),
      keyText({ ...parts, clientId: rival.clientId }),
      keyText({ ...parts, secret: other?.secret ?? '' }),
      gone.key,
      over.key,
    ];
    const answers = await Promise.all(none.map((one) => ask(one)));
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'auth.required' } });
    for (const answer of answers) expect(without(answer)).toEqual(without(answers[0] ?? answer));
    expect((await ask(key)).status).toBe(200);
  });

  it('is stored nowhere: the row holds a hash of a part of it', async () => {
    const { key, keyId } = await make();
    const { data } = await apiKey.get({ clientId: manager.clientId, keyId }).go();
    expect(JSON.stringify(data)).not.toContain(keyParts(key)?.secret);
    expect(data?.hash).toMatch(/^[\da-f]{64}$/);
  });

  it('in a query string opens nothing', async () => {
    const { key } = await make();
    const path = `/posts?access_token=${key}`;
    expect((await call(posts, { method: 'GET', path })).status).toBe(401);
  });
});

describe('a key in use', () => {
  const reads = () =>
    backend.calls.filter(({ action }) => /^dynamodb:(GetItem|Query|BatchGetItem)/.test(action)).length;
  const costOf = async (key: string) => {
    const before = reads();
    await ask(key);
    // One query is the list itself.
    return reads() - before - 1;
  };

  it('costs two small reads when a function is cold, and none for a minute; using it writes nothing', async () => {
    await backend.advance(2 * MINUTE);
    const { key } = await make();
    expect(await costOf(key)).toBe(2);
    backend.calls.length = 0;
    for (let times = 0; times < 5; times += 1) expect(await costOf(key)).toBe(0);
    expect(backend.calls.filter(({ action }) => /Put|Update|Delete/.test(action))).toEqual([]);
  });

  it('is refused within a minute of being revoked, and at its end at once', async () => {
    const { key, keyId } = await make();
    const short = await make({ expiresAt: Date.now() + MINUTE / 2 });
    expect([(await ask(key)).status, (await ask(short.key)).status]).toEqual([200, 200]);
    await apiKey.patch({ clientId: manager.clientId, keyId }).set({ revokedAt: Date.now() }).go();
    await backend.advance(MINUTE / 2);
    expect((await ask(short.key)).status).toBe(401);
    await backend.advance(MINUTE / 2);
    expect((await ask(key)).status).toBe(401);
  });

  it('is refused within a minute while its business is suspended, and works again after', async () => {
    const own = await backend.signInAs('manager');
    const { key } = await make({}, own);
    expect((await ask(key)).status).toBe(200);
    await clientRow.patch({ clientId: own.clientId }).set({ status: 'suspended' }).go();
    await backend.advance(MINUTE);
    expect(await ask(key)).toMatchObject({ status: 403, body: { code: 'auth.suspended' } });
    await clientRow.patch({ clientId: own.clientId }).set({ status: 'active' }).go();
    expect((await ask(key)).status).toBe(200);
  });
});

describe('making a key', () => {
  it('is in the history of the business, without the key', async () => {
    const { key, keyId } = await make();
    const { items } = await eventsOf(manager.clientId, keyId, { limit: 10, cursor: null });
    expect(items).toMatchObject([{ action: 'key.created', actorId: manager.userId }]);
    expect(JSON.stringify(items)).not.toContain(keyParts(key)?.secret);
  });

  it('is for managers only, never by a key, and only with scopes that there are', async () => {
    const editor = await backend.signInAs('editor', manager.clientId);
    const forbidden = (promise: Promise<unknown>) => expect(promise).rejects.toMatchObject({ code: 'auth.forbidden' });
    await forbidden(make({}, editor));
    await forbidden(
      createKey({ ...actorOf(manager), keyId: 'ky_x' } as TenantActor, { name: 'x', scopes: ['posts:read'] }),
    );
    for (const scopes of [[], ['team:write'], ['posts:read', 'self:write'], ['clients:read']] as NewKey['scopes'][])
      await forbidden(make({ scopes }));
  });
});

it('somebody with a session is not taken for a key', async () => {
  const list = client(postsContract, sendFor(posts, manager.token)).list({ query: {} });
  await expect(list).resolves.toHaveProperty('items');
  expect(await problemOf(client(postsContract, sendFor(posts, 'x')).list({ query: {} }))).toMatchObject({
    status: 401,
  });
});
