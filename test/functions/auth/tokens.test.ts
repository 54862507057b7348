import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { user } from '#functions/auth/user.entity.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';
import { forge, newKeys, readToken } from '#test/support/tokens.ts';

let backend: Backend;
let viewer: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  viewer = await backend.signInAs('viewer');
});
afterAll(() => backend.close());

const me = (token?: string, headers = {}) => call(handler, { method: 'GET', path: '/me', token, headers });
const strangers = newKeys();

describe('a token', () => {
  it('of the pool opens the door', async () => {
    expect(await me(viewer.token)).toMatchObject({ status: 200, body: { userId: viewer.userId, role: 'viewer' } });
  });

  it('signed by somebody else is not believed', async () => {
    const { header, claims } = readToken(viewer.token);
    const forged = forge({ ...header, alg: 'RS256' }, claims, strangers.privateKey);
    expect(await me(forged)).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  });

  it('signed by nobody is not believed', async () => {
    const { header, claims } = readToken(viewer.token);
    expect(await me(forge({ ...header, alg: 'none' }, claims))).toMatchObject({ status: 401 });
  });

  it('signed with the public key as if it were a secret is not believed', async () => {
    const { header, claims } = readToken(viewer.token);
    const key = { ...backend.people.keys[0] };
    const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
    const secrets = [pem, JSON.stringify(key), String(Reflect.get(key, 'n'))];
    for (const secret of secrets)
      expect(await me(forge({ ...header, alg: 'HS256' }, claims, secret))).toMatchObject({ status: 401 });
  });

  it('with altered groups or subject is not believed', async () => {
    const [header, , signature] = viewer.token.split('.');
    const { claims } = readToken(viewer.token);
    const changed = { ...claims, 'cognito:groups': ['owner'] };
    const body = Buffer.from(JSON.stringify(changed)).toString('base64url');
    expect(await me(`${header}.${body}.${signature}`)).toMatchObject({ status: 401 });
  });

  it('that names other groups does not make a viewer an owner: our own store decides', async () => {
    const token = backend.people.issue(viewer.subject, { 'cognito:groups': ['owner'] });
    const staff = { email: 'x@example.com', name: 'x', language: 'en' };
    expect(await me(token)).toMatchObject({ status: 200, body: { role: 'viewer' } });
    expect(await call(handler, { method: 'POST', path: '/auth/staff', body: staff, token })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
  });

  it.each([
    ['of another issuer', { iss: 'https://cognito-idp.me-south-1.amazonaws.com/me-south-1_Strangers' }],
    ['without an issuer', { iss: undefined }],
    ['for another application', { client_id: 'somebodyelse' }],
    ['for another purpose', { token_use: 'id' }],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 3600 }],
    ['of a subject without a row', { sub: '00000000-0000-4000-8000-000000000000' }],
  ])('%s is not believed, although the signature is right', async (_, change) => {
    const token = backend.people.issue(viewer.subject, change);
    expect(await me(token)).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  });

  it('that only says who somebody is does not let them in', async () => {
    const { id } = await backend.people.tokensOf(viewer.email);
    expect(await me(id)).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  });

  it('made for another application of the same pool does not let them in', async () => {
    const { access } = await backend.people.tokensForOtherClient(viewer.email);
    expect(await me(access)).toMatchObject({ status: 401 });
  });

  it('that has ended says so, which a page answers by refreshing', async () => {
    const ended = backend.people.issue(viewer.subject, { exp: Math.floor(Date.now() / 1000) - 10 });
    expect(await me(ended)).toMatchObject({ status: 401, body: { code: 'auth.expired' } });
  });

  it.each(['', 'Basic abc', 'Bearer', 'Bearer a b', 'bearer x.y.z'])('cannot be written as "%s"', async (written) => {
    expect(await me(undefined, { authorization: written })).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
  });
});

describe('a suspended login', () => {
  it('is kept out within a minute, whatever its token says', async () => {
    const editor = await backend.signInAs('editor');
    expect(await me(editor.token)).toMatchObject({ status: 200 });
    await user.patch({ subject: editor.subject }).set({ status: 'suspended' }).go();

    await backend.advance(60_000);

    expect(await me(editor.token)).toMatchObject({ status: 403, body: { code: 'auth.suspended' } });
  });
});
