import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handler } from '#functions/auth/api.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { auth } from '#shared/auth/contract.ts';
import type { Route } from '#shared/contract/route.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call } from '#test/support/gateway.ts';

let backend: Backend;
/** Every command for the user pool, also those that need no permission. */
const asked: string[] = [];
beforeAll(async () => {
  backend = await startBackend();
  const recorded = { step: 'initialize', name: 'recorded' } as const;
  cognito.middlewareStack.add((next, { commandName }) => {
    return (args) => {
      asked.push(String(commandName));
      return next(args);
    };
  }, recorded);
});
afterAll(async () => {
  cognito.middlewareStack.remove('recorded');
  await backend.close();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STRONG = 'A-new-Password-7';

/** One look at a public route, as whoever does not own the address can have it. */
const looks: Record<string, (email: string) => unknown> = {
  signIn: (email) => ({ email, password: 'Wrong-Password-1' }),
  challenge: (email) => ({
    email,
    session: `${email}~${'invented'.repeat(4)}`,
    challenge: 'authenticator',
    answer: '123456',
  }),
  refresh: () => undefined,
  signOut: () => undefined,
  forgot: (email) => ({ email, language: 'ar' }),
  reset: (email) => ({ email, code: '000000', password: STRONG }),
};
const routes: [string, Route][] = Object.entries(auth.routes);
const open = routes.filter(([, { permission }]) => permission === 'public');

/** Looks until a limit is met, then in its waits and windows, then the next day. */
const steps = [0, 0, 0, 0, 0, 0, ...[1, 14, 46].flatMap((minutes) => [minutes, 0, 0, 0, 0]), 24 * 60, 0].map(
  (minutes) => minutes * MINUTE,
);

/**
 * The life of a route for several addresses side by side: each look at each of them in turn, from places of their own
 * that are equally well known. What is compared: status, body, headers, cookies, and what it took — the calls of the
 * user pool and of the table, in their order, because equal work takes equal time.
 */
async function lifeOf(name: string, path: string, addresses: readonly string[]) {
  const lives = addresses.map((): unknown[] => []);
  const waits = addresses.map((): number[] => []);
  // Shortly before our own windows change: the user pool's windows begin with the first look.
  await backend.advance(HOUR - (Date.now() % HOUR) - 5 * MINUTE);
  for (const step of steps) {
    await backend.advance(step);
    for (const [which, email] of addresses.entries()) {
      const before = backend.calls.length;
      asked.length = 0;
      const body = looks[name]?.(email);
      const answer = await call(handler, { method: 'POST', path, body, ip: `203.0.113.${which}` });
      const { 'retry-after': wait, ...headers } = answer.headers;
      const table = backend.calls
        .slice(before)
        .flatMap(({ action }) => (action.startsWith('dynamodb') ? [action] : []));
      lives[which]?.push({
        status: answer.status,
        body: answer.body === undefined ? undefined : { ...Object(answer.body), requestId: '' },
        headers,
        hasToWait: wait !== undefined,
        cookies: answer.cookies,
        made: { table, pool: [...asked] },
      });
      waits[which]?.push(Number(wait ?? 0));
    }
  }
  return { lives, waits };
}

it('every public route has a look here', () => {
  expect(open.map(([name]) => name).sort()).toEqual(Object.keys(looks).sort());
});

it.each(open)(
  '%s answers the same for a known, an invited, a disabled and an unknown address, all its life',
  async (name, { path }) => {
    const disabled = await backend.signInAs('viewer');
    await cognito.send(new AdminDisableUserCommand({ UserPoolId: env('userPool'), Username: disabled.email }));
    const known = await backend.signInAs('manager');
    const { token } = await backend.signInAs('owner');
    const invited = `invited-${crypto.randomUUID()}@example.com`;
    await call(handler, {
      method: 'POST',
      path: '/auth/staff',
      token,
      body: { email: invited, name: 'x', language: 'en' },
    });
    const unknown = `nobody-${crypto.randomUUID()}@example.com`;

    const { lives, waits } = await lifeOf(name, path, [unknown, known.email, invited, disabled.email]);

    for (const life of lives) expect(life).toEqual(lives[0]);
    // The looks of one round are a moment apart, on a busy machine seconds, and waits are told in whole seconds.
    const apart = waits.flatMap((its) => its.map((wait, look) => Math.abs(wait - (waits[0]?.[look] ?? 0))));
    expect(Math.max(...apart)).toBeLessThanOrEqual(15);
  },
  60_000,
);

it.each(['sending', 'wording'] as const)('a code whose %s failed is nothing that a stranger sees', async (what) => {
  const known = await backend.signInAs('manager');
  const ask = (email: string) =>
    call(handler, { method: 'POST', path: '/auth/forgot', body: { email, language: 'ar' }, ip: '198.51.100.1' });
  backend.people.troubleMails(what);
  const [one, other] = [await ask(known.email), await ask('nobody-at-all@example.com')];
  backend.people.troubleMails();
  expect([one.status, other.status]).toEqual([202, 202]);
  expect(one).toEqual(other);
});

it('a weak password is refused before anybody is asked whether the address is known', async () => {
  const known = await backend.signInAs('manager');
  const before = backend.calls.length;
  const answers = [];
  for (const email of [known.email, 'nobody@example.com'])
    answers.push(
      await call(handler, { method: 'POST', path: '/auth/reset', body: { email, code: '123456', password: 'short' } }),
    );
  expect(answers.map(({ status }) => status)).toEqual([422, 422]);
  expect(backend.calls.slice(before)).toEqual([]);
});
