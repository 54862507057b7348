import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { SignedIn } from '#shared/auth/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Request, type Response } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';
import { PASSWORD } from '#test/support/test-pool.ts';

let backend: Backend;
let manager: Teammate;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());
beforeEach(async () => {
  // A new window, so that the attempts of one test are not counted in the next.
  await backend.advance(60 * 60_000);
  manager = await backend.signInAs('manager');
});

const post = (path: string, body?: object, more: Partial<Request> = {}) =>
  call(handler, { method: 'POST', path: `/auth/${path}`, body, ...more });
const signIn = (email: string, password = PASSWORD, more: Partial<Request> = {}) =>
  post('sign-in', { email, password }, more);
const cookieOf = ({ cookies }: Response) => cookies[0]?.split(';')[0] ?? '';
const deviceOf = ({ cookies }: Response) => cookies.find((one) => one.startsWith('ksa_device='))?.split(';')[0] ?? '';
const problem = (code: string, status: number) => ({ status, body: { code } });

describe('signing in', () => {
  it('opens a session: a token for the page, and a cookie that no script can read', async () => {
    const answer = await signIn(manager.email.toUpperCase());

    expect(answer.status).toBe(200);
    const session = SignedIn.parse(answer.body);
    if (session.kind !== 'session') throw new Error(session.kind);
    expect(session.me).toMatchObject({ userId: manager.userId, role: 'manager', language: 'ar' });
    expect(session.me.client).toMatchObject({ clientId: manager.clientId, nameEn: 'Mubarakiya Café' });
    expect(answer.cookies[0]).toMatch(
      /^ksa_session=[\w-]+; Max-Age=2592000; Path=\/api\/auth; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(answer.body)).not.toContain(cookieOf(answer).split('=')[1]);
  });

  it('says the same of an unknown address, a wrong password and a disabled login', async () => {
    const disabled = await backend.signInAs('viewer');
    await cognito.send(new AdminDisableUserCommand({ UserPoolId: env('userPool'), Username: disabled.email }));

    const answers = [
      await signIn('nobody@example.com'),
      await signIn(manager.email, 'Wrong-Password-1'),
      await signIn(disabled.email),
    ];

    const [first, ...others] = answers.map(({ status, cookies, body }) => {
      const { requestId, ...rest } = Object(body);
      return { status, cookies, body: rest };
    });
    expect(first).toMatchObject(problem('auth.failed', 401));
    for (const other of others) expect(other).toEqual(first);
  });

  it('tells somebody suspended so, but only after the right password, and keeps no session', async () => {
    const suspended = await backend.signInAs('manager', await backend.someClient('suspended'));
    expect(await signIn(suspended.email, 'Wrong-Password-1')).toMatchObject(problem('auth.failed', 401));
    const answer = await signIn(suspended.email);
    expect(answer).toMatchObject(problem('auth.suspended', 403));
    expect(cookieOf(answer)).toBe('');
  });

  it('is refused to a login that is nobody to us', async () => {
    await backend.people.addLogin('stray@example.com', 'client');
    expect(await signIn('stray@example.com')).toMatchObject(problem('auth.failed', 401));
  });

  it.each([
    ['without our header', { headers: { 'x-requested-with': '' } }],
    ['from a foreign page', { headers: { origin: 'https://evil.example' } }],
  ])('is refused %s', async (_, more) => {
    expect(await signIn(manager.email, PASSWORD, more)).toMatchObject(problem('request.origin_refused', 403));
  });

  it.each([
    ['unknown fields', { email: 'a@b.co', password: 'x', role: 'owner' }],
    ['an address that is none', { email: 'not an address', password: 'x' }],
    ['no password', { email: 'a@b.co' }],
  ])('is refused with %s', async (_, body) => {
    expect(await post('sign-in', body)).toMatchObject(problem('request.invalid', 422));
  });
});

describe('guessing', () => {
  it('is slowed for whoever guesses, each time longer, also with the right password', async () => {
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect(await signIn(manager.email, 'Wrong-Password-1')).toMatchObject(problem('auth.failed', 401));
    for (let round = 0; round < 4; round += 1) {
      const refused = await signIn(manager.email);
      expect(refused).toMatchObject(problem('request.too_many', 429));
      waits.push(Number(refused.headers['retry-after']));
      await backend.advance((waits.at(-1) ?? 0) * 1000);
      if (round < 3) expect(await signIn(manager.email, 'Wrong-Password-1')).toMatchObject(problem('auth.failed', 401));
    }
    expect(waits).toEqual([30, 60, 120, 240]);
    expect(await signIn(manager.email)).toMatchObject({ status: 200 });
    // The right password forgives what came before it.
    expect(await signIn(manager.email, 'Wrong-Password-1')).toMatchObject(problem('auth.failed', 401));
    expect(await signIn(manager.email)).toMatchObject({ status: 200 });
  });

  it('does not slow its owner, who comes from somewhere else', async () => {
    for (let attempt = 0; attempt < 12; attempt += 1) await signIn(manager.email, 'Wrong-Password-1');
    expect(await signIn(manager.email, PASSWORD, { ip: '198.51.100.4' })).toMatchObject({ status: 200 });
  });

  it('does not get further by asking many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(manager.email, 'Wrong-Password-1')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(16);
  });

  it('does not get further with the many addresses of one IPv6 customer', async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 8; attempt += 1)
      statuses.push((await signIn(manager.email, 'x', { ip: `2001:db8:1:2::${attempt + 1}` })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
  });

  it('from ever new places ends after ten, but never for a device that its owner has signed in on', async () => {
    const device = deviceOf(await signIn(manager.email));
    const reached = [];
    for (let place = 0; place < 25; place += 1) {
      // Waits of seconds are sat out, as somebody with many places can.
      await backend.advance(40_000);
      reached.push((await signIn(manager.email, 'x', { ip: `198.51.${place}.9` })).status);
    }
    expect(reached.filter((status) => status === 401).length).toBeLessThanOrEqual(11);
    expect(reached.slice(-5)).not.toContain(401);

    expect(await signIn(manager.email, PASSWORD, { ip: '192.0.2.80' })).toMatchObject(problem('request.too_many', 429));
    const own = { ip: '192.0.2.80', cookies: [device] };
    expect(await signIn(manager.email, PASSWORD, own)).toMatchObject({ status: 200 });
    // Neither does a place from which others guess at many addresses.
    for (let attempt = 0; attempt < 31; attempt += 1) await signIn(`guess${attempt}@example.com`);
    expect(await signIn(manager.email, PASSWORD, { cookies: [device] })).toMatchObject({ status: 200 });
  });

  it('on a known device is slowed as well, and the device is known for no other address', async () => {
    const device = { cookies: [deviceOf(await signIn(manager.email))] };
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      statuses.push((await signIn(manager.email, 'Wrong-Password-1', device)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);

    const other = await backend.signInAs('viewer');
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn(other.email, 'Wrong-Password-1');
    expect(await signIn(other.email, PASSWORD, device)).toMatchObject(problem('request.too_many', 429));
  });

  it('in another’s name does not slow them: the place of who goes around the front door is their own', async () => {
    const behindDoor = { headers: { 'x-forwarded-for': '37.34.1.2, 64.252.66.1' }, ip: '64.252.66.1' };
    const around = { headers: { 'x-forwarded-for': '37.34.1.2, 9.9.9.9' }, ip: '9.9.9.9' };
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(manager.email, 'Wrong-Password-1', around);
    expect(await signIn(manager.email, PASSWORD, around)).toMatchObject(problem('request.too_many', 429));
    expect(await signIn(manager.email, PASSWORD, behindDoor)).toMatchObject({ status: 200 });
  });

  it('does not keep the owner from a new password, whose code opens the door at once', async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) await signIn(manager.email, 'Wrong-Password-1');
    expect(await signIn(manager.email)).toMatchObject(problem('request.too_many', 429));
    expect(await post('forgot', { email: manager.email, language: 'ar' })).toMatchObject({ status: 202 });
    const code = />(\d{6})</.exec(backend.people.mailTo(manager.email)?.html ?? '')?.[1];
    const password = 'A-new-Password-7';
    expect(await post('reset', { email: manager.email, code, password })).toMatchObject({ status: 204 });
    expect(await signIn(manager.email, password)).toMatchObject({ status: 200 });
  });

  it('at many addresses ends after thirty wrong passwords from one place, and only for that place', async () => {
    for (let attempt = 0; attempt < 30; attempt += 1) await signIn(`guess${attempt}@example.com`);
    expect(await signIn(manager.email)).toMatchObject(problem('request.too_many', 429));
    expect(await signIn(manager.email, PASSWORD, { ip: '198.51.100.4' })).toMatchObject({ status: 200 });
  });

  it('is not what somebody does who signs in often', async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) expect(await signIn(manager.email)).toMatchObject({ status: 200 });
  });

  it('is impossible while attempts cannot be counted', async () => {
    const asked = () => backend.calls.filter(({ action }) => action === 'cognito-idp:AdminInitiateAuth').length;
    const before = asked();
    backend.deny('dynamodb:UpdateItem');
    expect(await signIn(manager.email)).toMatchObject(problem('internal.unexpected', 500));
    backend.allow('dynamodb:UpdateItem');
    expect(asked()).toBe(before);
  });

  it('leaves no address of a person in the table', async () => {
    await signIn('secret-person@example.com');
    const rows = backend.ground.db.prepare('SELECT value FROM dynamodb_rows').all();
    expect(JSON.stringify(rows)).not.toContain('secret-person');
  });
});

describe('signing in costs the table', () => {
  const callsOf = async (act: () => Promise<Response>) => {
    const before = backend.calls.length;
    expect(await act()).toMatchObject({ status: 200 });
    const made = backend.calls.slice(before).map(({ action }) => action);
    return made.filter((action) => action.startsWith('dynamodb:')).length;
  };

  it('four calls on a known device, eleven on a new one, eight for a fresh token', async () => {
    let first: Response | undefined;
    const fresh = await callsOf(async () => {
      first = await signIn(manager.email);
      return first;
    });
    const cookies = first?.cookies.map((cookie) => cookie.split(';')[0] ?? '') ?? [];
    const known = await callsOf(() => signIn(manager.email, PASSWORD, { cookies }));
    const refreshed = await callsOf(() => post('refresh', undefined, { cookies }));
    expect({ fresh, known, refreshed }).toEqual({ fresh: 11, known: 4, refreshed: 8 });
  });
});

describe('a session', () => {
  it('is refreshed by its cookie', async () => {
    const cookies = [cookieOf(await signIn(manager.email))];
    await backend.advance(2 * 60 * 60_000);
    const answer = await post('refresh', undefined, { cookies });
    const session = SignedIn.parse(answer.body);
    if (session.kind !== 'session') throw new Error(session.kind);
    const me = await call(handler, { method: 'GET', path: '/me', token: session.accessToken });
    expect(me).toMatchObject({ status: 200, body: { userId: manager.userId } });
  });

  it('ends for good when they sign out', async () => {
    const cookies = [cookieOf(await signIn(manager.email))];
    const out = await post('sign-out', undefined, { cookies });
    expect(out.status).toBe(204);
    expect(out.cookies[0]).toContain('ksa_session=; Max-Age=0;');
    expect(await post('refresh', undefined, { cookies })).toMatchObject(problem('auth.expired', 401));
  });

  it('can be signed out of twice, and without one', async () => {
    const cookies = [cookieOf(await signIn(manager.email))];
    for (const sent of [cookies, cookies, []])
      expect((await post('sign-out', undefined, { cookies: sent })).status).toBe(204);
  });

  it('cannot be refreshed without a cookie or with a made-up one', async () => {
    expect(await post('refresh')).toMatchObject(problem('auth.required', 401));
    const cookies = ['ksa_session=invented'];
    expect(await post('refresh', undefined, { cookies })).toMatchObject(problem('auth.expired', 401));
  });

  it('ends after thirty days', async () => {
    const cookies = [cookieOf(await signIn(manager.email))];
    await backend.advance(30 * 24 * 60 * 60_000 + 1000);
    expect(await post('refresh', undefined, { cookies })).toMatchObject(problem('auth.expired', 401));
  });

  it('of which somebody asks for ever new tokens has a limit of its own, and so have made-up ones', async () => {
    const cookies = [cookieOf(await signIn(manager.email))];
    const own = await Promise.all(Array.from({ length: 130 }, () => post('refresh', undefined, { cookies })));
    expect(own.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(own.every(({ status }) => status === 200 || status === 429)).toBe(true);
    for (let attempt = 0; attempt < 30; attempt += 1)
      await post('refresh', undefined, { cookies: [`ksa_session=invented${attempt}`], ip: '198.51.100.77' });
    const refused = await post('refresh', undefined, { cookies: ['ksa_session=x'], ip: '198.51.100.77' });
    expect(refused).toMatchObject(problem('request.too_many', 429));
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});
