import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { document, dynamo } from '#runtime/table.ts';
import { may } from '#shared/contract/permission.ts';
import { needsIdempotencyKey, statusOf } from '#shared/contract/route.ts';
import type { Deed } from '#test/functions/matrix/part.ts';
import { handlers, parts, routes, thingsFor } from '#test/functions/matrix/parts.ts';
import { bodyOf, requestOf } from '#test/functions/matrix/requests.ts';
import { openScene, type Scene } from '#test/functions/posts/scene.ts';
import { call, type Response } from '#test/support/gateway.ts';
import type { Person } from '#test/support/people.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

let world: SocialWorld;
let cafe: Scene;
let owner: Person;
beforeAll(async () => {
  world = await startSocialWorld();
  cafe = await openScene(world.backend);
  owner = await world.backend.signInAs('owner');
});
afterAll(() => world.close());
// An answer that is made anew holds the time: a form's signature would be another one in the next second.
beforeEach(() => void vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  dynamo.middlewareStack.remove('lost');
});

const none = () => Promise.reject(new Error('No handler'));

/** What a POST is asked here: what its feature says, or else its things, a body of its schema, and others of both. */
async function deedOf({ feature, name, route }: (typeof kept)[number]): Promise<Deed> {
  const said = parts.get(feature)?.deeds?.({ world, cafe, owner })[name.slice(feature.length + 1)];
  if (said) return said();
  const make = () => thingsFor(route.path, cafe, world.backend);
  return {
    by:
      route.permission !== undefined && route.permission !== 'public' && may('owner', route.permission) ? owner : cafe,
    ids: await make(),
    body: bodyOf(name, route),
    other: { ids: route.body ? {} : await make(), body: bodyOf(name, route, 2) },
  };
}

const kept = routes.filter(({ route }) => needsIdempotencyKey(route));

/** From the commit of the deed on, the answers to so many calls of the table never arrive, though all is done. */
function loseAnswers(times: number, commit = 'TransactWriteItemsCommand') {
  let left = times;
  let begun = false;
  dynamo.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        begun ||= commandName === commit && JSON.stringify(args.input).includes('"outcome"');
        if (!begun || left-- <= 0) return answer;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
    { step: 'initialize', priority: 'high', name: 'lost' },
  );
}

const rowsOf = async (what: (row: Record<string, unknown>) => boolean) =>
  ((await document.send(new ScanCommand({ TableName: 'ksa-test' }))).Items ?? []).filter(what);
const auditRows = async () => (await rowsOf(({ __edb_e__ }) => __edb_e__ === 'audit')).length;

describe.each(kept)('$name, when the answer to its commit is lost', (one) => {
  const { name, feature, route } = one;
  it.each([1, 3])('%i times: the same key finds one deed and the same answer', async (times) => {
    const { by, ids = {}, body, other, rows = 1, commit } = await deedOf(one);
    const written = requestOf(name, route, ids);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const ask = (change: object = {}): Promise<Response> =>
      call(handlers[feature] ?? none, {
        ...written,
        ...(body === undefined ? {} : { body }),
        token: by.token,
        headers: key,
        ...change,
      });
    const before = await auditRows();

    loseAnswers(times, commit);
    const tries: Response[] = [];
    while (tries.at(-1)?.status !== statusOf(route) && tries.length <= times) tries.push(await ask());
    dynamo.middlewareStack.remove('lost');

    const first = tries.at(-1);
    expect(tries.map(({ status }) => status)).toEqual([...Array(tries.length - 1).fill(500), statusOf(route)]);
    const again = await ask();
    expect(again.status).toBe(statusOf(route));
    expect(again.body).toEqual(first?.body);
    expect((await auditRows()) - before).toBe(rows);

    const foreign = requestOf(name, route, { ...ids, ...other.ids });
    const refused = await ask({
      ...foreign,
      ...('body' in other && other.body !== undefined ? { body: other.body } : {}),
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
    expect((await auditRows()) - before).toBe(rows);
  });
});
