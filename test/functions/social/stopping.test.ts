import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as postsApi } from '#functions/posts/api.ts';
import { targetOf, targetWrite } from '#functions/posts/post.store.ts';
import { account } from '#functions/social/account.entity.ts';
import { handler } from '#functions/social/api.ts';
import { refreshTokens } from '#functions/social/refresh-tokens.ts';
import { now } from '#runtime/clock.ts';
import { dynamo } from '#runtime/table.ts';
import { transact } from '#runtime/transaction.ts';
import { client } from '#shared/contract/client.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { social } from '#shared/social/contract.ts';
import { connectAccount, inMinutes, openScene, type Scene } from '#test/functions/posts/scene.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';

vi.setConfig({ testTimeout: 30_000 });

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** A business, and what its manager does with its accounts. */
async function open() {
  const scene = await openScene(backend);
  const calls = client(social, (call) => sendFor(handler, backend.issuer.issue(scene.subject))(call));
  const params = { accountId: scene.accountId };
  return {
    ...scene,
    disconnect: () => calls.disconnect({ params }),
    counts: () => calls.waiting({ params }),
    resumeAll: () => calls.resume({ params }),
    accounts: async () => (await calls.accounts()).items,
    read: ({ postId }: Post) => scene.calls.get({ params: { postId } }),
    change: async (row: { status?: 'active' | 'needs_reconnect'; scopes?: string[]; tokenExpiresAt?: number }) => {
      await account.patch({ clientId: scene.clientId, accountId: scene.accountId }).set(row).go();
    },
  };
}
type Business = Awaited<ReturnType<typeof open>>;

/** What a new consent makes of the row; how that comes about is told elsewhere. */
const reconnect = ({ clientId, accountId, change }: Business) =>
  account
    .patch({ clientId, accountId })
    .set({ status: 'active', sealedToken: 'sealed', tokenIssuedAt: now() })
    .remove(['reason'])
    .go()
    .then(() => change({ tokenExpiresAt: now() + 60 * DAY }));

const revisionOf = ({ revision }: Post) => ({ revision });

async function rest({ clientId }: Scene, { postId, targets }: Post, state: TargetState, reason?: Reason) {
  const target = await targetOf(clientId, postId, targets[0]?.targetId ?? '');
  if (!target) throw new Error('no target');
  await transact(targetWrite({ ...target, state, reason, checkAt: undefined, version: target.version + 1 }));
}

describe('planning on an account that cannot publish', () => {
  it.each([
    ['disconnected', 'account.disconnected', (cafe: Business) => cafe.disconnect()],
    ['that needs reconnecting', 'account.reconnect', (cafe: Business) => cafe.change({ status: 'needs_reconnect' })],
    ['whose access has ended', 'account.reconnect', (cafe: Business) => cafe.change({ tokenExpiresAt: now() - 1 })],
    ['without the permission', 'account.permission', (cafe: Business) => cafe.change({ scopes: ['something_else'] })],
  ] as const)(
    '%s is refused with its reason and the one next step, and the post stays a draft',
    async (_, code, spoil) => {
      const cafe = await open();
      const { postId, revision } = await cafe.draft();
      await spoil(cafe);
      const params = { postId };
      const refused = { status: 409, code };
      const wallTime = inMinutes(60);
      expect(await problemOf(cafe.calls.schedule({ params, body: { revision, wallTime } }))).toMatchObject(refused);
      expect(await problemOf(cafe.calls.publish({ params, body: { revision } }))).toMatchObject(refused);

      const post = await cafe.calls.get({ params });
      expect(post).toMatchObject({ state: 'draft', revision });
      expect(post.targets[0]?.problem).toEqual({ reason: code, step: 'reconnect' });
      expect((await cafe.accounts())[0]).toMatchObject({ obstacle: code });

      const token = backend.issuer.issue(cafe.subject);
      const path = `/posts/${postId}/publish`;
      const headers = { 'idempotency-key': postId };
      const { body } = await call(postsApi, { method: 'POST', path, body: { revision }, token, headers });
      expect(body).toMatchObject({
        ...{ code, nextStep: 'reconnect' },
        details: [{ path: `accounts.${cafe.accountId}`, issue: code }],
      });
    },
  );

  it('whose access ends before the planned minute is done and warned of, unless it renews itself until then', async () => {
    const cafe = await open();
    await cafe.change({ tokenExpiresAt: now() + 2 * DAY });
    const late = await cafe.schedule(await cafe.draft(), inMinutes(3 * 1440));
    const soon = await cafe.schedule(await cafe.draft(), inMinutes(60));

    expect(late.targets[0]).toMatchObject({
      state: 'scheduled',
      problem: { reason: 'account.ends_before', step: 'reconnect' },
    });
    expect(soon.targets[0]).not.toHaveProperty('problem');
    await cafe.change({ tokenExpiresAt: now() + 59 * DAY });
    expect((await cafe.schedule(await cafe.draft(), inMinutes(70 * 1440))).targets[0]).not.toHaveProperty('problem');
  });

  it('is refused for sending again, for resuming and for joining a planned post, too', async () => {
    const cafe = await open();
    const failed = await cafe.schedule(await cafe.draft());
    const paused = await cafe.schedule(await cafe.draft());
    await rest(cafe, failed, 'failed', 'platform.blocked');
    const { revision } = await cafe.calls.pause({ params: paused, body: revisionOf(paused) });
    const other = await connectAccount(cafe.clientId, { externalId: '17841400000000777' });
    const planned = await cafe.schedule(await cafe.draft({ accountIds: [other] }));
    await cafe.change({ status: 'needs_reconnect' });

    const refused = { status: 409, code: 'account.reconnect' };
    const [target] = failed.targets;
    const params = { postId: failed.postId, targetId: target?.targetId ?? '' };
    expect(await problemOf(cafe.calls.retry({ params, body: revisionOf(failed) }))).toMatchObject(refused);
    expect(await problemOf(cafe.calls.resume({ params: paused, body: { revision } }))).toMatchObject(refused);
    const body = { ...cafe.content, accountIds: [other, cafe.accountId], revision: planned.revision };
    expect(await problemOf(cafe.calls.edit({ params: planned, body }))).toMatchObject(refused);
    expect((await cafe.read(failed)).targets[0]?.problem).toEqual({
      reason: 'platform.blocked',
      step: 'open_platform',
    });
  });
});

describe('disconnecting', () => {
  it('says how many posts it stops before it does, and stops exactly those: state and reason are visible', async () => {
    const cafe = await open();
    const other = await connectAccount(cafe.clientId, { externalId: '17841400000000778' });
    const planned = [];
    for (let n = 0; n < 12; n++) planned.push(await cafe.schedule(await cafe.draft(), inMinutes(60 + n)));
    const elsewhere = await cafe.schedule(await cafe.draft({ accountIds: [other] }));
    await cafe.draft();
    expect(await cafe.counts()).toEqual({ planned: 12, stopped: 0, failed: 0 });

    expect(await cafe.disconnect()).toMatchObject({
      ...{ changed: true, revoked: false, stopped: 12, underway: 0, left: 0 },
      account: { health: 'disconnected', obstacle: 'account.disconnected' },
    });

    for (const post of planned)
      expect(await cafe.read(post)).toMatchObject({
        ...{ state: 'paused', revision: post.revision, schedule: post.schedule },
        targets: [{ state: 'paused', problem: { reason: 'account.stopped', step: 'reconnect' } }],
      });
    expect(await cafe.read(elsewhere)).toMatchObject({ state: 'scheduled' });
    expect(await cafe.counts()).toEqual({ planned: 0, stopped: 12, failed: 0 });
    const history = await cafe.calls.history({ params: { postId: planned[0]?.postId ?? '' }, query: {} });
    expect(history.items[0]).toMatchObject({ action: 'post.stopped', reason: 'account.stopped', state: 'paused' });
  });

  it('leaves the other accounts of a post their minute', async () => {
    const cafe = await open();
    const other = await connectAccount(cafe.clientId, { externalId: '17841400000000779' });
    const post = await cafe.schedule(await cafe.draft({ accountIds: [cafe.accountId, other] }));
    await cafe.disconnect();
    const { state, targets, revision } = await cafe.read(post);
    expect({ state, revision }).toEqual({ state: 'scheduled', revision: post.revision });
    expect(targets.map((target) => target.state).sort()).toEqual(['paused', 'scheduled']);

    await reconnect(cafe);
    const resumed = await cafe.calls.resume({ params: post, body: { revision } });
    expect(resumed.targets.map((target) => target.state)).toEqual(['scheduled', 'scheduled']);
    for (const { targetId } of resumed.targets)
      expect(await targetOf(cafe.clientId, post.postId, targetId)).toMatchObject({ revision: resumed.revision });
  });

  it('tells what can no longer be held back', async () => {
    const cafe = await open();
    await rest(cafe, await cafe.schedule(await cafe.draft()), 'armed');
    expect(await cafe.disconnect()).toMatchObject({ stopped: 0, underway: 1, left: 0 });
  });

  it('that broke off half-way is finished by the same request, or within the hour by itself', async () => {
    for (const finish of ['again', 'hourly'] as const) {
      const cafe = await open();
      for (let n = 0; n < 15; n++) await cafe.schedule(await cafe.draft(), inMinutes(90 + n));
      const revive = dieAfterWrites(8);
      expect(await problemOf(cafe.disconnect())).toMatchObject({ status: 500 });
      revive();
      const half = await cafe.counts();
      expect(half.planned, finish).toBeGreaterThan(0);
      expect(half.stopped, finish).toBeGreaterThan(0);

      if (finish === 'again') {
        expect(await cafe.disconnect()).toMatchObject({ changed: false, stopped: half.planned, left: 0 });
      } else {
        await backend.advance(61_000);
        expect((await refreshTokens()).disconnected).toBeGreaterThan(0);
        expect((await refreshTokens()).disconnected).toBe(0);
      }
      expect(await cafe.counts()).toEqual({ planned: 0, stopped: 15, failed: 0 });
    }
  });

  it('and connecting again on the way keeps what was not stopped yet', async () => {
    const cafe = await open();
    for (let n = 0; n < 25; n++) await cafe.schedule(await cafe.draft(), inMinutes(90 + n));
    // The account's own write, then ten posts.
    const calm = beforeWrite(async () => void (await reconnect(cafe)), 12);
    const { stopped, left } = await cafe.disconnect();
    calm();
    expect(stopped).toBeLessThan(25);
    expect(left).toBe(25 - stopped);
    expect(await cafe.counts()).toEqual({ planned: left, stopped, failed: 0 });
  });

  it('at the very moment of scheduling never leaves a post scheduled, whoever is first', async () => {
    for (let turn = 0; turn < 6; turn++) {
      const cafe = await open();
      const draft = await cafe.draft();
      const results = await Promise.allSettled([cafe.schedule(draft), cafe.disconnect()]);
      expect(results[1].status, `${turn}`).toBe('fulfilled');
      expect((await cafe.read(draft)).state, `${turn}`).toMatch(/^(paused|draft)$/);
    }
  });

  it('between the look at the account and the write of the post is seen after the write', async () => {
    const cafe = await open();
    const draft = await cafe.draft();
    const calm = beforeWrite(async () => void (await cafe.disconnect()));
    const scheduled = await cafe.schedule(draft);
    calm();
    expect(scheduled).toMatchObject({
      state: 'paused',
      targets: [{ state: 'paused', problem: { reason: 'account.stopped', step: 'reconnect' } }],
    });
    expect(await cafe.read(draft)).toMatchObject({ state: 'paused' });
  });
});

describe('connecting again', () => {
  it('offers what was stopped or failed meanwhile and lets it go: at its time, or now when that has passed', async () => {
    const cafe = await open();
    const ahead = await cafe.schedule(await cafe.draft(), inMinutes(300));
    const passed = await cafe.schedule(await cafe.draft(), inMinutes(30));
    const dead = await cafe.schedule(await cafe.draft(), inMinutes(30));
    await rest(cafe, dead, 'failed', 'account.reconnect');
    const refusedByRule = await cafe.schedule(await cafe.draft(), inMinutes(30));
    await rest(cafe, refusedByRule, 'failed', 'content.refused');
    await cafe.disconnect();
    await backend.advance(60 * MINUTE);
    expect(await cafe.counts()).toEqual({ planned: 0, stopped: 1, failed: 2 });
    expect(await problemOf(cafe.resumeAll())).toMatchObject({ status: 409, code: 'account.disconnected' });

    await reconnect(cafe);
    expect((await cafe.read(passed)).targets[0]?.problem).toEqual({ reason: 'account.stopped', step: 'reschedule' });
    expect((await cafe.read(ahead)).targets[0]?.problem).toEqual({ reason: 'account.stopped', step: 'resume' });
    expect(await cafe.resumeAll()).toEqual({ planned: 1, sending: 2, left: 0 });

    expect(await cafe.read(ahead)).toMatchObject({ state: 'scheduled', schedule: ahead.schedule });
    expect((await targetOf(cafe.clientId, ahead.postId, ahead.targets[0]?.targetId ?? ''))?.publishAt).toBe(
      ahead.schedule?.publishAt,
    );
    for (const post of [passed, dead]) expect(await cafe.read(post)).toMatchObject({ state: 'scheduled' });
    expect(await cafe.counts()).toEqual({ planned: 3, stopped: 0, failed: 0 });
    expect(await cafe.resumeAll()).toEqual({ planned: 0, sending: 0, left: 0 });
  });

  it('leaves a post alone that somebody paused on purpose', async () => {
    const cafe = await open();
    const post = await cafe.schedule(await cafe.draft());
    await cafe.calls.pause({ params: post, body: revisionOf(post) });
    expect(await cafe.disconnect()).toMatchObject({ stopped: 0 });
    await reconnect(cafe);
    expect(await cafe.resumeAll()).toEqual({ planned: 0, sending: 0, left: 0 });
    expect(await cafe.read(post)).toMatchObject({ state: 'paused' });
  });
});

/** The function dies after so many transactions, and with each further one. */
function dieAfterWrites(nth: number) {
  let writes = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'TransactWriteItemsCommand' && ++writes > nth) throw new Error('died');
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'death' },
  );
  return () => void dynamo.middlewareStack.remove('death');
}

/** Something happens just before the nth transaction from now on is sent. */
function beforeWrite(happens: () => Promise<void>, nth = 1) {
  let writes = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'TransactWriteItemsCommand' && ++writes === nth) await happens();
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'meanwhile' },
  );
  return () => void dynamo.middlewareStack.remove('meanwhile');
}
