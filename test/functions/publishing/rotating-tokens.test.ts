import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account as accountEntity } from '#functions/social/account.entity.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { cafe, restaurant } from '#test/support/instagram.ts';
import { startRotatingPlatform } from '#test/support/rotating-platform.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
/** Fifty at once, without the posts around them, are in test/functions/social/rotating.test.ts. */
const AT_ONCE = 20;
let world: PublishingWorld;
let platform: Awaited<ReturnType<typeof startRotatingPlatform>>;
let business: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  platform = await startRotatingPlatform(world.instagram, cafe.id);
  world.instagram.sandbox.configure({ quotaTotal: 1000 });
}, 30_000);
afterAll(async () => {
  await platform.close();
  await world.close();
});
beforeEach(async () => {
  world.instagram.sandbox.faults.clear();
  if (business) await world.as(fresh()).disconnect({ params: { accountId: business.connected.accountId } });
  platform.begin();
  business = await world.openBusiness(cafe.id);
});

const fresh = () => ({ token: world.backend.issuer.issue(business.subject) });
const targetOf = async (postId: string) => {
  const [target] = (await business.calls.get({ params: { postId } })).targets;
  return { state: target?.state, reason: target?.reason };
};
const statusOf = async () => {
  const { clientId, connected } = business;
  return (await accountEntity.get({ clientId, accountId: connected.accountId }).go({ consistent: true })).data?.status;
};
/** The token has a minute left: too little to begin with. */
const untilItRunsOut = () => world.backend.advance(119 * MINUTE);

/** Posts whose minute has come, each with a worker that is about to look at it in the same moment as the others. */
const postsTogether = async (caption: (n: number) => string) => {
  const posts = [];
  for (let n = 0; n < AT_ONCE; n += 1) posts.push(await business.now(await business.write(caption(n))));
  while ((await world.stream()) > 0);
  await world.fanOut();
  return posts;
};

describe('F14 twenty posts of one account at the same minute, and its token has run out', () => {
  it('F14 1 refresh call, and all of them go out once', async () => {
    await untilItRunsOut();
    const posts = await postsTogether((n) => `together ${n}`);
    expect(await world.lookAtOnce()).toBe(AT_ONCE);
    expect(platform.asked).toEqual(['refresh-0']);

    await world.pass(2);

    for (const [n, { postId }] of posts.entries()) {
      expect(await targetOf(postId)).toMatchObject({ state: 'published' });
      expect(world.heldWith(`together ${n}`)).toHaveLength(1);
    }
    expect(platform.asked).toHaveLength(1);
  });

  it('F14 its answer is lost: 1 call, every post says "reconnect", another account’s post goes out', async () => {
    await untilItRunsOut();
    const second = (await world.connect(fresh(), { account: restaurant.id })).accountId;
    const other = await business.draft({ caption: 'other', mediaIds: [business.mediaId], accountIds: [second] });
    platform.faults.add({ operation: 'refresh', reset: 'after' });
    const posts = await postsTogether((n) => `lost ${n}`);
    const { postId: unaffected } = await business.now(other);
    await world.lookAtOnce();

    await world.pass(20);

    for (const [n, { postId }] of posts.entries()) {
      expect(await targetOf(postId)).toEqual({ state: 'failed', reason: 'account.reconnect' });
      expect(world.heldWith(`lost ${n}`)).toHaveLength(0);
    }
    expect(platform.asked).toEqual(['refresh-0']);
    expect(await statusOf()).toBe('needs_reconnect');
    expect(await targetOf(unaffected)).toMatchObject({ state: 'published' });
    expect(world.heldWith('other')).toHaveLength(1);
  });
});

describe('F13 the platform calls a token run out in the middle', () => {
  it.each(['create_container', 'container_status', 'media_publish'])(
    'F13 at %s: one refresh, then the post goes out once',
    async (operation) => {
      await world.backend.advance(20 * MINUTE);
      world.instagram.sandbox.faults.add({ operation, status: 400, body: errorBody(190, 463) });
      const caption = `called old at ${operation}`;
      const { postId } = await business.now(await business.write(caption));

      await world.pass(2);

      expect(await targetOf(postId)).toMatchObject({ state: 'published' });
      expect(platform.asked).toEqual(['refresh-0']);
      expect(world.heldWith(caption)).toHaveLength(1);
    },
  );

  it('F13 and the new one as well: a person is asked after one refresh, never a loop', async () => {
    await world.backend.advance(20 * MINUTE);
    world.instagram.sandbox.faults.add({
      operation: 'create_container',
      status: 400,
      times: 99,
      body: errorBody(190, 463),
    });
    const { postId } = await business.now(await business.write('always old'));

    await world.pass(20);

    expect(await targetOf(postId)).toEqual({ state: 'failed', reason: 'account.reconnect' });
    expect(platform.asked).toEqual(['refresh-0']);
  });
});
