import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account as accountEntity } from '#functions/social/account.entity.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { tokenTiming } from '#shared/social/token-rules.ts';
import { cafe, restaurant } from '#test/support/instagram.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const SECOND = 1000;
const DAY = 86_400 * SECOND;
let world: PublishingWorld;
let business: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
}, 30_000);
afterAll(() => world.close());
beforeEach(async () => {
  world.instagram.sandbox.faults.clear();
  world.instagram.sandbox.configure({ processingMs: 3 * SECOND });
  // Another business may connect the account only once it was given back.
  if (business) await world.as(fresh()).disconnect({ params: { accountId: business.connected.accountId } });
  business = await world.openBusiness(cafe.id);
});

const fresh = () => ({ token: world.backend.issuer.issue(business.subject) });
const targetOf = async (postId: string) => {
  const [target] = (await business.calls.get({ params: { postId } })).targets;
  return { state: target?.state, reason: target?.reason };
};
const stored = async () => {
  const { clientId, connected } = business;
  return (await accountEntity.get({ clientId, accountId: connected.accountId }).go({ consistent: true })).data;
};
const refreshCalls = () =>
  world.instagram.sandbox.ledger().filter(({ operation }) => operation === 'refresh_token').length;
/** Lets Instagram's sixty days pass but for so much. */
const untilLeft = (ms: number) => world.backend.advance(60 * DAY - ms);

describe('F13 the token runs out between claim and call', () => {
  it('F13 one refresh, then the post goes out once', async () => {
    const before = refreshCalls();
    await untilLeft(tokenTiming.marginMs + 12 * SECOND);
    const post = await business.now(await business.write('runs out on the way'));
    await world.pump();
    expect(await targetOf(post.postId)).toMatchObject({ state: 'staged' });
    expect(refreshCalls()).toBe(before);

    await world.pass(1);

    expect(await targetOf(post.postId)).toMatchObject({ state: 'published' });
    expect(refreshCalls()).toBe(before + 1);
    expect(world.heldWith('runs out on the way')).toHaveLength(1);
    expect(world.stagedWith('runs out on the way')).toBe(1);
    expect((await stored())?.tokenExpiresAt).toBeGreaterThan(Date.now() + 59 * DAY);
  });

  it('F13 a refresh that fails once is tried again a minute later, and the post goes out', async () => {
    const before = refreshCalls();
    await untilLeft(tokenTiming.marginMs);
    world.instagram.sandbox.faults.add({ operation: 'refresh_token', status: 503, body: '' });
    const post = await business.now(await business.write('refreshed late'));
    await world.pump();
    expect(await targetOf(post.postId)).toEqual({ state: 'scheduled', reason: 'platform.unavailable' });

    await world.pass(3);

    expect(await targetOf(post.postId)).toMatchObject({ state: 'published' });
    expect(refreshCalls()).toBe(before + 1);
    expect(world.heldWith('refreshed late')).toHaveLength(1);
  });

  it('F13 a token that nothing can renew any more asks for a person, without a call', async () => {
    const before = world.instagram.sandbox.ledger().length;
    await untilLeft(20 * SECOND);
    const post = await business.now(await business.write('too late'));
    await world.backend.advance(21 * SECOND);
    await world.pass(1);

    expect(await targetOf(post.postId)).toEqual({ state: 'failed', reason: 'account.reconnect' });
    expect(await stored()).toMatchObject({ status: 'needs_reconnect', reason: 'account.reconnect' });
    expect(world.instagram.sandbox.ledger()).toHaveLength(before);
  });

  it('F13 so does a token that Instagram itself calls expired', async () => {
    const before = refreshCalls();
    world.instagram.sandbox.faults.add({ operation: 'create_container', status: 400, body: errorBody(190, 463) });
    const post = await business.now(await business.write('expired over there'));
    await world.pass(1);

    expect(await targetOf(post.postId)).toEqual({ state: 'failed', reason: 'account.reconnect' });
    expect(refreshCalls()).toBe(before);
  });
});

describe('a worker that remembers an old token', () => {
  it('F13 tries with the new one when the old one is refused, instead of failing the post', async () => {
    await business.now(await business.write('remembers'));
    await world.pass(1);
    world.instagram.sandbox.revokeTokens(cafe.id);
    await world.backend.advance(SECOND);
    await world.connect(fresh(), { account: cafe.id });

    const post = await business.now(await business.write('refused first'));
    await world.pump();
    expect(await targetOf(post.postId)).toEqual({ state: 'scheduled', reason: 'account.refreshing' });
    await world.pass(1);

    expect(await targetOf(post.postId)).toMatchObject({ state: 'published' });
    expect((await stored())?.status).toBe('active');
    expect(world.heldWith('refused first')).toHaveLength(1);
  });
});

describe('F15 in the middle of publishing for two accounts', () => {
  const publishing = async (caption: string) => {
    // Longer than a warm worker remembers an account.
    world.instagram.sandbox.configure({ processingMs: 90 * SECOND });
    const second = (await world.connect(fresh(), { account: restaurant.id })).accountId;
    const accountIds = [business.connected.accountId, second];
    const post = await business.now(await business.draft({ caption, mediaIds: [business.mediaId], accountIds }));
    await world.pass(0.5);
    const states = async () => {
      const { targets } = await business.calls.get({ params: { postId: post.postId } });
      return Object.fromEntries(
        targets.map(({ accountId, state, reason }) => [accountId === second ? 'second' : 'first', { state, reason }]),
      );
    };
    expect(await states()).toMatchObject({ first: { state: 'staged' }, second: { state: 'staged' } });
    return { second, states };
  };

  it('F15 an account is disconnected: its target is held back and says so, the other goes out', async () => {
    const { second, states } = await publishing('cut off');
    await world.as(fresh()).disconnect({ params: { accountId: second } });
    await world.pass(4);

    expect(await states()).toMatchObject({
      first: { state: 'published' },
      second: { state: 'paused', reason: 'account.stopped' },
    });
    expect(world.heldWith('cut off').map(({ account }) => account)).toEqual([cafe.id]);
  });

  it('F15 an account takes our app’s permission away: the same, and the account asks to be reconnected', async () => {
    const { second, states } = await publishing('taken away');
    world.instagram.sandbox.revokeTokens(restaurant.id);
    await world.pass(4);

    expect(await states()).toMatchObject({
      first: { state: 'published' },
      second: { state: 'failed', reason: 'account.reconnect' },
    });
    expect(world.heldWith('taken away').map(({ account }) => account)).toEqual([cafe.id]);
    const { items } = await world.as(fresh()).accounts();
    expect(items.find(({ accountId }) => accountId === second)?.health).toBe('needs_reconnect');
    await world.as(fresh()).disconnect({ params: { accountId: second } });
  });

  it.each(['container_status', 'media_publish'])(
    'F15 a permission is missing at %s: one fails, one goes out',
    async (operation) => {
      const caption = `no permission at ${operation}`;
      const { second, states } = await publishing(caption);
      world.instagram.sandbox.faults.add({ operation, status: 400, body: errorBody(10) });
      await world.pass(4);

      const both = Object.values(await states());
      expect(both).toContainEqual(expect.objectContaining({ state: 'published' }));
      expect(both).toContainEqual({ state: 'failed', reason: 'account.reconnect' });
      expect(world.heldWith(caption)).toHaveLength(1);
      await world.as(fresh()).disconnect({ params: { accountId: second } });
    },
  );
});
