import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { SignedIn } from '#shared/auth/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Response } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

let backend: Backend;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());
beforeEach(async () => {
  manager = await backend.signInAs('manager');
});
afterEach(() => backend.allow('dynamodb:PutItem'));

const NEW = 'A-new-Password-7';
const post = (path: string, more: { body?: object; cookies?: string[]; token?: string } = {}) =>
  call(handler, { method: 'POST', path: `/auth/${path}`, ...more });
const me = (token: string) => call(handler, { method: 'GET', path: '/me', token });
const problem = (code: string, status: number) => ({ status, body: { code } });
const tokenIn = ({ body }: Response) => {
  const answer = SignedIn.parse(body);
  if (answer.kind !== 'session') throw new Error(answer.kind);
  return answer.accessToken;
};
async function signIn(password = PASSWORD) {
  const answer = await post('sign-in', { body: { email: manager.email, password } });
  return { token: tokenIn(answer), cookies: [answer.cookies[0]?.split(';')[0] ?? ''] };
}
async function reset() {
  await post('forgot', { body: { email: manager.email, language: 'ar' } });
  const code = />(\d{6})</.exec(backend.people.mailTo(manager.email)?.html ?? '')?.[1] ?? '';
  expect(await post('reset', { body: { email: manager.email, code, password: NEW } })).toMatchObject({ status: 204 });
}
const minute = () => backend.advance(60_000);

describe('an access token that is still valid', () => {
  it('ends within a minute of signing out, with every token of that session, and no other device’s', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const again = tokenIn(await post('refresh', { cookies: here.cookies }));
    for (const token of [here.token, again, there.token]) expect(await me(token)).toMatchObject({ status: 200 });

    expect(await post('sign-out', { cookies: here.cookies })).toMatchObject({ status: 204 });
    await minute();

    for (const token of [here.token, again]) expect(await me(token)).toMatchObject(problem('auth.expired', 401));
    expect(await me(there.token)).toMatchObject({ status: 200 });
    expect(await post('refresh', { cookies: there.cookies })).toMatchObject({ status: 200 });
  });

  it('ends within a minute of a new password; what begins afterwards, even in the same second, goes on', async () => {
    const old = await signIn();
    expect(await me(old.token)).toMatchObject({ status: 200 });
    await reset();
    const fresh = await signIn(NEW);
    await minute();

    for (const token of [old.token, manager.token]) expect(await me(token)).toMatchObject(problem('auth.expired', 401));
    expect(await me(fresh.token)).toMatchObject({ status: 200 });
    const refreshed = tokenIn(await post('refresh', { cookies: fresh.cookies }));
    await minute();
    expect(await me(refreshed)).toMatchObject({ status: 200 });
  });

  it('ends everywhere within a minute when its owner asks for that, and only theirs', async () => {
    const [here, there, colleague] = [
      await signIn(),
      await signIn(),
      await backend.signInAs('editor', manager.clientId),
    ];
    const answer = await post('sign-out-everywhere', { token: here.token });
    expect(answer).toMatchObject({ status: 204 });
    expect(answer.cookies[0]).toContain('ksa_session=; Max-Age=0;');
    await minute();

    for (const { token, cookies } of [here, there]) {
      expect(await me(token)).toMatchObject(problem('auth.expired', 401));
      expect(await post('refresh', { cookies })).toMatchObject(problem('auth.expired', 401));
    }
    expect(await me(colleague.token)).toMatchObject({ status: 200 });
    expect(await me((await signIn()).token)).toMatchObject({ status: 200 });
  });

  it('is not asked about at every request: two reads a minute', async () => {
    const { token } = await signIn();
    const before = backend.calls.length;
    const reads = () => backend.calls.slice(before).filter(({ action }) => action === 'dynamodb:GetItem').length;
    await me(token);
    const first = reads();
    await me(token);
    // Reading oneself reads the business, too; the second time only that.
    expect(first - (reads() - first)).toBe(2);
  });
});

describe('signing out', () => {
  it('ends the refresh token also when the note about the access token cannot be stored', async () => {
    const { cookies } = await signIn();
    backend.deny('dynamodb:PutItem');
    expect(await post('sign-out', { cookies })).toMatchObject({ status: 204 });
    backend.allow('dynamodb:PutItem');
    expect(await post('refresh', { cookies })).toMatchObject(problem('auth.expired', 401));
  });

  it('everywhere needs somebody', async () => {
    expect(await post('sign-out-everywhere')).toMatchObject(problem('auth.required', 401));
  });
});
