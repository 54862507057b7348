import { AdminGetUserCommand, AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as auth } from '#functions/auth/api.ts';
import { createFirstOwner } from '#functions/auth/create-first-owner.ts';
import { firstOwner } from '#functions/auth/first-owner.entity.ts';
import { userBySubjectNow } from '#functions/auth/user.store.ts';
import { handler as clients } from '#functions/clients/api.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { type Death, dying } from '#test/support/dying.ts';
import { call, type Request } from '#test/support/gateway.ts';
import type { Person, Teammate } from '#test/support/people.ts';
import { PASSWORD } from '#test/support/test-pool.ts';
import { readToken } from '#test/support/tokens.ts';

let backend: Backend;
let owner: Person;
let boss: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  owner = await backend.signInAs('owner');
});
afterAll(() => backend.close());

/** One request of a deed, to be sent until it is answered with success; `key` is the same for a repeated request. */
type Send = (email: string, key: string) => Promise<boolean>;

const bySending =
  (request: (email: string) => Omit<Request, 'headers'>, handler: typeof auth): Send =>
  async (email, key) => {
    const { status, body } = await call(handler, { ...request(email), headers: { 'idempotency-key': key } });
    if (status >= 400 && status < 500 && !JSON.stringify(body).includes('idempotency.in_progress'))
      throw new Error(`Refused for good: ${JSON.stringify(body)}`);
    return status < 300;
  };
const person = (email: string) => ({ email, name: 'Ali', language: 'en' as const });

type Deed = { group: string; send: Send; prepare?: () => Promise<unknown>; businesses?: number };

const deeds: Record<string, Deed> = {
  'a new member of a team': {
    group: 'client',
    // A business may invite so many in an hour.
    prepare: async () => {
      boss = await backend.signInAs('manager');
    },
    send: bySending(
      (email) => ({ method: 'POST', path: '/team', body: { ...person(email), role: 'editor' }, token: boss.token }),
      clients,
    ),
  },
  'a new business with its manager': {
    group: 'client',
    businesses: 1,
    send: bySending(
      (email) => ({
        method: 'POST',
        path: '/clients',
        body: { name: 'بحر', nameEn: email, manager: person(email) },
        token: owner.token,
      }),
      clients,
    ),
  },
  'new staff': {
    group: 'admin',
    send: bySending(
      (email) => ({ method: 'POST', path: '/auth/staff', body: person(email), token: owner.token }),
      auth,
    ),
  },
  'the first owner': {
    group: 'owner',
    prepare: () => firstOwner.delete({ mark: 'owner' }).go(),
    send: (email) =>
      createFirstOwner(person(email)).then(
        () => true,
        () => false,
      ),
  },
};

let counter = 0;
const address = () => `person${++counter}@example.com`;
const login = (Username: string) => cognito.send(new AdminGetUserCommand({ UserPoolId: env('userPool'), Username }));
/** The rows with this value; every index keeps a copy. */
const rowsWith = (attribute: string, value: string) =>
  backend.ground.db
    .prepare('SELECT count(DISTINCT value) AS n FROM dynamodb_rows WHERE value LIKE ?')
    .get(`%"${attribute}":{"S":"${value}"}%`)?.n;

/** What somebody invited does: signs in with the password of the last mail, and chooses one. */
async function join(email: string) {
  const first = backend.people.mailTo(email)?.html.match(/font-size:22px"><span[^>]*>([^<]+)</)?.[1] ?? '';
  const password = first.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  const asked = await call(auth, { method: 'POST', path: '/auth/sign-in', body: { email, password } });
  const { session } = asked.body as { session: string };
  const body = { email, session, challenge: 'new_password', answer: PASSWORD };
  return call(auth, { method: 'POST', path: '/auth/challenge', body });
}

/** Exactly one login and one row, in the right group, written to at least once, and the last mail opens the door. */
async function expectWhole(email: string, { group, businesses = 0 }: Deed) {
  const subject = (await login(email)).UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
  expect(await userBySubjectNow(subject)).toMatchObject({ email, status: 'invited', sentAt: expect.any(Number) });
  expect(backend.people.mails.filter(({ to }) => to === email).length).toBeGreaterThan(0);
  expect(await join(email)).toMatchObject({ status: 200, body: { kind: 'session' } });
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: env('userPool'),
      ClientId: env('userPoolClient'),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  const { claims } = readToken(AuthenticationResult?.AccessToken ?? '');
  expect(claims['cognito:groups']).toEqual([group]);
  expect(rowsWith('email', email)).toBe(1);
  expect(rowsWith('nameEn', email)).toBe(businesses);
}

describe.each(Object.entries(deeds))('inviting %s', (_, deed) => {
  const { send, prepare } = deed;
  /** Sends until it is answered, the first time cut short by `death`. Twice with one key, then with others. */
  async function sendUntilDone(email: string, death?: Death) {
    const key = crypto.randomUUID();
    const first = await dying(death, () => send(email, key));
    let done = first.calls.length > 0 && 'value' in first && first.value;
    for (let tries = 0; !done; tries += 1) {
      if (tries > 3) throw new Error('It is never done', { cause: first });
      done = await send(email, tries === 0 ? key : crypto.randomUUID());
    }
    return first.calls;
  }

  it('is whole when the process ended at any of its calls and the request was repeated', async () => {
    await prepare?.();
    const calls = await sendUntilDone(address());
    expect(calls.length).toBeGreaterThan(5);
    for (let at = 1; at <= calls.length; at += 1)
      for (const when of ['before', 'after'] as const) {
        await prepare?.();
        const email = address();
        await sendUntilDone(email, { at, when });
        await expectWhole(email, deed).catch((cause: unknown) => {
          throw new Error(`${when} call ${at} (${calls[at - 1]}): ${cause}`, { cause });
        });
      }
  }, 60_000);

  it('answers clearly while no mail goes out, and the same request finishes it later', async () => {
    await prepare?.();
    const email = address();
    backend.people.troubleMails('sending');
    const key = crypto.randomUUID();
    expect(await send(email, key)).toBe(false);
    expect(await send(email, crypto.randomUUID())).toBe(false);
    backend.people.troubleMails();
    expect(await send(email, key)).toBe(true);
    await expectWhole(email, deed);
  });
});
