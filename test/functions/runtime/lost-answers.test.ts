import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { target } from '#functions/posts/target.entity.ts';
import { newId } from '#runtime/ids.ts';
import { document, dynamo } from '#runtime/table.ts';
import { type Route, statusOf } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { handlers, type Ids, requestOf } from '#test/functions/matrix/requests.ts';
import { inMinutes, openScene, type Scene } from '#test/functions/posts/scene.ts';
import { openPostRoom, type PostRoom } from '#test/support/dead-letters.ts';
import { call, type Response } from '#test/support/gateway.ts';
import { openMediaWork } from '#test/support/media.ts';
import { type Person, someClient } from '#test/support/people.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

let world: SocialWorld;
let cafe: Scene;
let owner: Person;
let room: PostRoom;
beforeAll(async () => {
  world = await startSocialWorld();
  cafe = await openScene(world.backend);
  owner = await world.backend.signInAs('owner');
  room = openPostRoom(world.backend);
  openMediaWork(world.backend);
});
afterAll(() => world.close());
// An answer that is made anew holds the time: a form's signature would be another one in the next second.
beforeEach(() => void vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  dynamo.middlewareStack.remove('lost');
});

/** One request that does something: whose, about what, and the same key's other request. */
type Deed = {
  by: { token: string };
  ids?: Partial<Ids>;
  body?: unknown;
  other: { ids?: Partial<Ids>; body?: unknown };
  /** Audit rows of the deed done once. @default 1 */
  rows?: number;
  /** What stores the outcome. @default the transaction that does the deed */
  commit?: 'PutItemCommand';
};

/** A post, brought to where the route's deed makes sense. */
async function post(bring: (draft: Awaited<ReturnType<Scene['draft']>>) => Promise<unknown>): Promise<Deed> {
  const { postId, targets } = await cafe.draft();
  const [{ targetId } = { targetId: '' }] = targets;
  await bring({ ...(await cafe.calls.get({ params: { postId } })) });
  const { revision } = await cafe.calls.get({ params: { postId } });
  return { by: cafe, ids: { postId, targetId }, body: { revision }, other: { body: { revision: revision + 1 } } };
}
const inState = (state: TargetState) =>
  post(async ({ postId, targets }) => {
    const keys = targets.map(({ targetId }) => ({ clientId: cafe.clientId, postId, targetId }));
    await Promise.all(keys.map((key) => target.patch(key).set({ state }).add({ version: 1 }).go()));
  });
const draft = () => post(async () => {});
const upload = (fileName: string) => ({ fileName, contentType: 'image/jpeg', bytes: 1000 });

async function arrived(): Promise<Deed> {
  const { body } = await call(handlers.media ?? none, {
    ...requestOf('media.upload', { method: 'POST', path: '/media/uploads' }, {} as Ids),
    body: { ...upload('قهوة.jpg'), bytes: 100_000 },
    token: cafe.token,
  });
  const { media, form } = body as { media: { mediaId: string }; form: { url: string; fields: Record<string, string> } };
  const photo = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer();
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([new Uint8Array(photo)]));
  await fetch(form.url, { method: 'POST', body: data });
  return { by: cafe, ids: { mediaId: media.mediaId }, other: { ids: { mediaId: cafe.mediaId } } };
}
/** Somebody whom the café invited and who has not come yet. */
async function awaited(): Promise<string> {
  const route = { method: 'POST', path: '/team' };
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const asked = { ...requestOf('clients.addMember', route, {} as Ids), token: cafe.token, headers };
  return String(Object(await call(handlers.clients ?? none, asked)).body.userId);
}
const none = () => Promise.reject(new Error('No handler'));

/** What every POST of the contracts is asked here. A route that is missing fails. */
const deeds: Record<string, () => Promise<Deed>> = {
  'auth.addStaff': async () => ({ by: owner, other: { body: undefined } }),
  'clients.create': async () => ({ by: owner, other: { body: undefined }, rows: 2 }),
  'clients.suspend': async () => ({
    by: owner,
    ids: { clientId: await someClient() },
    other: { body: { reason: 'x' } },
  }),
  'clients.resume': async () => ({
    by: owner,
    ids: { clientId: await someClient('suspended') },
    other: { body: { reason: 'x' } },
  }),
  'clients.addMember': async () => ({ by: cafe, other: { body: undefined } }),
  'clients.inviteAgain': async () => {
    const [first = '', second = ''] = [await awaited(), await awaited()];
    return { by: cafe, ids: { userId: first }, other: { ids: { userId: second } }, commit: 'PutItemCommand' };
  },
  'dead-letters.redrive': async () => {
    room.park(room.dead, '{}');
    return { by: owner, other: { body: { letterId: 'another' } }, commit: 'PutItemCommand' };
  },
  'media.upload': async () => ({ by: cafe, body: upload('a.jpg'), other: { body: upload('b.jpg') } }),
  'media.finish': arrived,
  'posts.create': async () => ({
    by: cafe,
    body: cafe.content,
    other: { body: { ...cafe.content, caption: 'another' } },
  }),
  'posts.schedule': async () => {
    const { body, ...deed } = await draft();
    const at = (minutes: number) => ({ ...(body as { revision: number }), wallTime: inMinutes(minutes) });
    return { ...deed, body: at(60), other: { body: at(90) } };
  },
  'posts.publish': draft,
  'posts.cancel': () => post((draft) => cafe.schedule(draft)),
  'posts.pause': () => post((draft) => cafe.schedule(draft)),
  'posts.resume': () =>
    post(async (draft) => {
      const { postId, revision } = await cafe.schedule(draft);
      await cafe.calls.pause({ params: { postId }, body: { revision } });
    }),
  'posts.retry': () => inState('failed'),
  'posts.resolve': async () => {
    const { body, ...deed } = await inState('needs_review');
    const seen = (yes: boolean) => ({ ...(body as { revision: number }), seen: yes });
    return { ...deed, body: seen(true), other: { body: seen(false) } };
  },
  'social.resume': async () => ({
    by: cafe,
    ids: { accountId: cafe.accountId },
    other: { ids: { accountId: newId('account') } },
    rows: 0,
    commit: 'PutItemCommand',
  }),
  'social.callback': async () => {
    const { state, code } = await world.visit(cafe);
    return { by: cafe, body: { state, code }, other: { body: { state, code: 'another' } } };
  },
};

const kept = contracts.flatMap(({ feature, routes }) =>
  Object.entries<Route>(routes)
    .filter(([, { method, replay }]) => method === 'POST' && replay !== 'never')
    .map(([name, route]) => ({ name: `${feature}.${name}`, feature, route })),
);

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

describe.each(kept)('$name, when the answer to its commit is lost', ({ name, feature, route }) => {
  it.each([1, 3])('%i times: the same key finds one deed and the same answer', async (times) => {
    const { by, ids = {}, body, other, rows = 1, commit } = (await deeds[name]?.()) ?? (await none());
    const written = requestOf(name, route, ids as Ids);
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

    const foreign = requestOf(name, route, { ...ids, ...other.ids } as Ids);
    const refused = await ask({
      ...foreign,
      ...('body' in other && other.body !== undefined ? { body: other.body } : {}),
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
    expect((await auditRows()) - before).toBe(rows);
  });
});
