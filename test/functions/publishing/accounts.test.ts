import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cafe, restaurant } from '#test/support/instagram.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let business: Business;
let second: string;
beforeAll(async () => {
  world = await startPublishingWorld();
  business = await world.openBusiness(cafe.id);
  second = (await world.connect(business, { account: restaurant.id })).accountId;
}, 30_000);
afterAll(() => world.close());
beforeEach(() => world.instagram.sandbox.faults.clear());

const writeForBoth = (caption: string) =>
  business.draft({ caption, mediaIds: [business.mediaId], accountIds: [business.connected.accountId, second] });
const statesOf = async (postId: string) => {
  const { state, targets } = await business.calls.get({ params: { postId } });
  return {
    state,
    first: targets.find((one) => one.accountId !== second),
    second: targets.find((one) => one.accountId === second),
  };
};

describe('a post for two accounts', () => {
  it('goes out once on each', async () => {
    const { postId } = await business.now(await writeForBoth('both'));
    await world.pass(1);
    expect((await statesOf(postId)).state).toBe('published');
    expect(
      world
        .heldWith('both')
        .map(({ account }) => account)
        .sort(),
    ).toEqual([cafe.id, restaurant.id].sort());
  });

  it('one of which was disconnected goes out on the other, and waits there with what to do', async () => {
    const { postId } = await business.now(await writeForBoth('one gone'));
    await world.as(business).disconnect({ params: { accountId: second } });
    await world.pass(3);
    const after = await statesOf(postId);
    expect(after.first?.state).toBe('published');
    expect(after.second).toMatchObject({ state: 'paused', reason: 'account.stopped' });
    expect(after.state).toBe('paused');
    expect(world.heldWith('one gone').map(({ account }) => account)).toEqual([cafe.id]);

    second = (await world.connect(business, { account: restaurant.id })).accountId;
    const { revision } = await business.calls.get({ params: { postId } });
    await business.calls.retry({ params: { postId, targetId: after.second?.targetId ?? '' }, body: { revision } });
    await world.pass(2);
    expect((await statesOf(postId)).state).toBe('published');
    expect(world.heldWith('one gone')).toHaveLength(2);
  });
});

describe('a token that dies before the post goes out', () => {
  it('fails the post with the one thing to do, marks the account, and goes out after reconnecting', async () => {
    const post = await business.write('dead token');
    world.instagram.sandbox.revokeTokens(cafe.id);
    const { postId } = await business.now(post);
    await world.pass(2);
    const [target] = (await business.calls.get({ params: { postId } })).targets;
    expect(target).toMatchObject({ state: 'failed', reason: 'account.reconnect' });
    const { items } = await world.as(business).accounts();
    expect(items.find(({ accountId }) => accountId === business.connected.accountId)?.health).toBe('needs_reconnect');

    await world.backend.advance(1000);
    await world.connect(business, { account: cafe.id });
    const { revision } = await business.calls.get({ params: { postId } });
    await business.calls.retry({ params: { postId, targetId: target?.targetId ?? '' }, body: { revision } });
    await world.pass(2);
    expect((await business.calls.get({ params: { postId } })).state).toBe('published');
    expect(world.heldWith('dead token')).toHaveLength(1);
  });
});
