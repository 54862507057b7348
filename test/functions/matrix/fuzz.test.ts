import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type MyFatoorahSandbox, startMyfatoorah } from '#local/sandbox/myfatoorah.ts';
import { now } from '#runtime/clock.ts';
import { hostVariable } from '#runtime/env-names.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { permissions } from '#shared/contract/permission.ts';
import { isProblemCode } from '#shared/contract/problem.ts';
import { openScene } from '#test/functions/posts/scene.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Response } from '#test/support/gateway.ts';
import { fillSecrets } from '#test/support/outside-secrets.ts';
import { startTestMail } from '#test/support/test-mail.ts';
import { brokenRequests, type Known, type Sent, validRequests } from './generate.ts';
import { handlers, ownerOf, parts, routes, things } from './parts.ts';
import { missingFor } from './requests.ts';

const REQUESTS = 200;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
let backend: Backend;
/** Who buys something is sent to whoever takes the money, so somebody must be there. */
let provider: MyFatoorahSandbox;
let mail: Awaited<ReturnType<typeof startTestMail>>;
let known: Known;
const tokens = { tenant: '', platform: '' };
const statuses = new Map<number, number>();

beforeAll(async () => {
  backend = await startBackend();
  mail = await startTestMail(backend.ground);
  fillSecrets(backend);
  provider = await startMyfatoorah(backend.ground);
  process.env[hostVariable('myfatoorah', 'api')] = `${provider.url}/api`;
  const [scene, owner] = [await openScene(backend), await backend.signInAs('owner')];
  tokens.tenant = scene.token;
  tokens.platform = owner.token;
  // Each thing twice, so that a change of one does not spoil every other request; and one that nobody has.
  const made = await Promise.all(things.flatMap(({ make }) => [make(scene, backend), make(scene, backend)]));
  const ids = new Map<string, Set<string>>();
  for (const [name, value] of [...made, ...routes.map(({ route }) => missingFor(route))].flatMap(Object.entries))
    if (ownerOf(name)) ids.set(name, (ids.get(name) ?? new Set()).add(value));
  const values = [...ids].map(([name, all]): [string, string[]] => [name, [...all].slice(0, 4)]);
  const isId = ([name]: [string, unknown]) => name.endsWith('Id');
  known = {
    only: {
      ...Object.fromEntries(values.filter(isId)),
      ...Object.fromEntries(values.filter(isId).map(([name, all]) => [`${name}s`, all])),
      cursor: [],
      revision: [1, 2, Number.MAX_SAFE_INTEGER],
    },
    also: {
      ...Object.fromEntries(values.filter((one) => !isId(one))),
      email: [scene.email, 'somebody@example.com'],
      wallTime: [60, 600, 100_000].map((minutes) => toWallTime(now() + minutes * 60_000)),
      zone: ['Asia/Kuwait', 'Europe/London', 'UTC'],
      ...{ from: ['2026-01-30', '2026-02-18'], to: ['2026-02-18', '2026-03-20'], date: ['2026-01-16'] },
      observed: ['2026-01-18'],
    },
  };
}, 30_000);
afterAll(async () => {
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`);
  process.stdout.write(`fuzz: seed ${seed} (FUZZ_SEED=${seed} plays it again), ${told.join(', ')}\n`);
  await Promise.all([mail.close(), provider.close()]);
  await backend.close();
});

/** A new address now and then, so that what limits guessing does not hide what lies behind it. */
let asked = 0;
const nextAddress = () => `10.0.0.${Math.floor(asked++ / 60) & 255}`;

async function ask({ feature, route }: (typeof routes)[number], { params, query, ...rest }: Sent): Promise<Response> {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(params[name] ?? '') || '%20');
  const search = new URLSearchParams(query).toString();
  const isPlatform =
    route.permission !== undefined &&
    route.permission !== 'public' &&
    permissions[route.permission].scope === 'platform';
  const handler = handlers[feature];
  if (!handler) throw new Error(`No handler serves ${feature}`);
  const response = await call(handler, {
    method: route.method,
    path: search === '' ? path : `${path}?${search}`,
    token: isPlatform ? tokens.platform : tokens.tenant,
    ip: nextAddress(),
    ...rest,
  });
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  return response;
}
/** A path cannot carry half a character. */
const encoded = (value: string) => encodeURIComponent(value.toWellFormed());

const isAnswer = ({ status, body }: Response): boolean => {
  // A redirect is an answer, too.
  if (status < 400) return true;
  const problem = new Map(Object.entries(body ?? {}));
  return status < 500 && isProblemCode(problem.get('code')) && typeof problem.get('requestId') === 'string';
};

/** Asks `REQUESTS` requests, equal ones once, and shrinks the first that is answered in another way than it should be. */
const holds = (one: (typeof routes)[number], requests: fc.Arbitrary<Sent>, right: (response: Response) => boolean) =>
  fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const response = await ask(one, sent);
      if (!right(response)) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
    }),
    { seed, numRuns: REQUESTS, ignoreEqualValues: true },
  );

/** Rules between two fields, which a schema of one cannot say. */
const saysMore = new Set(
  [...parts].flatMap(([feature, { rulesBetweenFields = [] }]) =>
    rulesBetweenFields.map((name) => `${feature}.${name}`),
  ),
);
const unread = (body: unknown) =>
  ['request.invalid', 'request.unreadable', 'route.not_found'].includes(
    String(new Map(Object.entries(body ?? {})).get('code')),
  );

describe.each(routes)('$name', (one) => {
  it('takes every request that its contract describes', { timeout: 30_000 }, () =>
    holds(
      one,
      validRequests(one.route, known),
      (response) => isAnswer(response) && (saysMore.has(one.name) || !unread(response.body)),
    ),
  );

  it('answers every broken request in a known way, and never with a fault of ours', { timeout: 30_000 }, () =>
    holds(one, brokenRequests(one.route, known), isAnswer),
  );
});
