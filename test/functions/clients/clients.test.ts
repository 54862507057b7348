import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler as auth } from '#functions/auth/api.ts';
import { handler } from '#functions/clients/api.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { newId } from '#runtime/ids.ts';
import { clients } from '#shared/clients/contract.ts';
import { client } from '#shared/contract/client.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person, Teammate } from '#test/support/people.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

let backend: Backend;
let owner: Person;
let admin: Person;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  [owner, admin, manager] = await Promise.all([
    backend.signInAs('owner'),
    backend.signInAs('admin'),
    backend.signInAs('manager'),
  ]);
});
afterAll(() => backend.close());

const as = (person: Person) => client(clients, sendFor(handler, person.token));
/** After hours have passed, with a token that is still good. */
const fresh = <P extends Person>(person: P): P => ({ ...person, token: backend.issuer.issue(person.subject) });
let counter = 0;
const business = () => {
  counter += 1;
  const email = `boss${counter}@example.com`;
  return { name: 'مطعم بحر', nameEn: 'Bahar', manager: { email, name: 'سالم', language: 'ar' as const } };
};
const actions = async (clientId: string, subjectId: string) =>
  (await eventsOf(clientId, subjectId, { limit: 20, cursor: null })).items.map(({ action }) => action);
describe('a new business', () => {
  it('has a profile, an invited manager, and an audit row', async () => {
    const body = business();
    const profile = await as(owner).create({ body });
    expect(profile).toMatchObject({ name: 'مطعم بحر', nameEn: 'Bahar', zone: 'Asia/Kuwait', status: 'active' });
    expect(await as(admin).get({ params: { clientId: profile.clientId } })).toEqual(profile);
    expect(backend.people.mailTo(body.manager.email)?.subject).toBe('دعوتك إلى كويت سوشال');
    expect(await actions(profile.clientId, profile.clientId)).toEqual(['client.created']);
  });

  it('is not opened twice when the request is sent twice', async () => {
    const body = business();
    const idempotencyKey = crypto.randomUUID();
    const first = await as(owner).create({ body }, { idempotencyKey });
    expect(await as(owner).create({ body }, { idempotencyKey })).toEqual(first);
  });

  it('cannot have a manager who has a login already', async () => {
    const body = { ...business(), manager: { email: manager.email, name: 'x', language: 'en' as const } };
    expect(await problemOf(as(owner).create({ body }))).toMatchObject({ code: 'member.exists', status: 409 });
  });

  it('that could not be written lets nobody in, and the next try succeeds', async () => {
    const body = business();
    backend.deny('dynamodb:PutItem');
    expect(await problemOf(as(owner).create({ body }))).toMatchObject({ status: 500 });
    backend.allow('dynamodb:PutItem');
    expect(backend.people.mailTo(body.manager.email)).toBeUndefined();
    expect(await as(owner).create({ body })).toMatchObject({ status: 'active' });
  });

  it('can be opened for an address whose login a crash left behind, password and all', async () => {
    const body = business();
    const left = await backend.people.addLogin(body.manager.email, 'admin');
    expect(await as(owner).create({ body })).toMatchObject({ status: 'active' });
    const login = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: env('userPool'), Username: body.manager.email }),
    );
    expect(login).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(login.Username).not.toBe(left);
  });

  it.each([
    ['without a name', { name: '' }],
    ['with a hidden change of direction in its name', { name: 'a\u202eb' }],
    ['with unknown fields', { status: 'active' }],
  ])('is refused %s', async (_, change) => {
    const sent = sendFor(
      handler,
      owner.token,
    )({
      method: 'POST',
      path: '/clients',
      body: { ...business(), ...change },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(await problemOf(sent)).toMatchObject({ code: 'request.invalid' });
  });
});

describe('the list of businesses', () => {
  it('shows the newest first, page by page', async () => {
    const earlier = await as(owner).create({ body: business() });
    await backend.advance(10);
    const made = [earlier, await as(owner).create({ body: business() })];
    const first = await as(admin).list({ query: { limit: 1 } });
    const second = await as(admin).list({ query: { limit: 1, cursor: first.cursor } });
    const seen = [...first.items, ...second.items].map(({ clientId }) => clientId);
    expect(seen).toEqual(made.map(({ clientId }) => clientId).reverse());
  });

  it('is for staff only, and opening a business for the owner only', async () => {
    expect(await problemOf(as(manager).list({ query: {} }))).toMatchObject({ code: 'auth.forbidden', status: 403 });
    expect(await problemOf(as(manager).get({ params: { clientId: manager.clientId } }))).toMatchObject({
      code: 'auth.forbidden',
    });
    expect(await problemOf(as(admin).create({ body: business() }))).toMatchObject({ code: 'auth.forbidden' });
  });

  it('does not know a business that is not there', async () => {
    const params = { clientId: newId('client') };
    expect(await problemOf(as(admin).get({ params }))).toMatchObject({ code: 'client.not_found', status: 404 });
    const suspend = as(admin).suspend({ params, body: { reason: 'x' } });
    expect(await problemOf(suspend)).toMatchObject({ code: 'client.not_found' });
  });
});

describe('suspending a business', () => {
  it('keeps its whole team out within a minute, and lets it in again', async () => {
    const boss = await backend.signInAs('manager');
    await backend.advance(10);
    const editor = await backend.signInAs('editor', boss.clientId);
    const params = { clientId: boss.clientId };
    expect(await as(boss).members()).toMatchObject({ items: [{ userId: boss.userId }, { userId: editor.userId }] });

    const suspended = await as(admin).suspend({ params, body: { reason: 'unpaid' } });

    expect(suspended.status).toBe('suspended');
    await backend.advance(60_000);
    for (const person of [boss, editor])
      expect(await problemOf(as(fresh(person)).members())).toMatchObject({ code: 'auth.suspended', status: 403 });
    const body = { email: boss.email, password: PASSWORD };
    const tried = await call(auth, { method: 'POST', path: '/auth/sign-in', body });
    expect(tried).toMatchObject({ status: 403, body: { code: 'auth.suspended' } });

    await as(fresh(admin)).resume({ params, body: { reason: 'paid' } });
    expect(await as(fresh(boss)).members()).toMatchObject({ items: [{}, {}] });
    expect(await actions(boss.clientId, boss.clientId)).toEqual(['client.resumed', 'client.suspended']);
  });

  it('ends the sessions of its team', async () => {
    const boss = await backend.signInAs('manager');
    const body = { email: boss.email, password: PASSWORD };
    const session = await call(auth, { method: 'POST', path: '/auth/sign-in', body });
    await as(fresh(admin)).suspend({ params: { clientId: boss.clientId }, body: { reason: 'unpaid' } });
    await as(fresh(admin)).resume({ params: { clientId: boss.clientId }, body: { reason: 'paid' } });
    const cookies = [session.cookies[0]?.split(';')[0] ?? ''];
    const refreshed = await call(auth, { method: 'POST', path: '/auth/refresh', cookies });
    expect(refreshed).toMatchObject({ status: 401, body: { code: 'auth.expired' } });
  });

  it('twice changes and notes nothing twice', async () => {
    const clientId = await backend.someClient();
    const suspend = () => as(fresh(admin)).suspend({ params: { clientId }, body: { reason: 'unpaid' } });
    expect(await suspend()).toEqual(await suspend());
    expect(await actions(clientId, clientId)).toEqual(['client.suspended']);
  });

  it('does not touch its neighbours', async () => {
    await as(fresh(admin)).suspend({ params: { clientId: await backend.someClient() }, body: { reason: 'x' } });
    await backend.advance(60_000);
    expect(await as(fresh(manager)).members()).toMatchObject({ items: [{ userId: manager.userId }] });
  });
});
