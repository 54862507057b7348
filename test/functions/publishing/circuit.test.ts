import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { circuitOf, incrementFailures } from '#functions/platforms/circuit.store.ts';
import { circuitRecords } from '#functions/platforms/circuit.ts';
import type { Post } from '#shared/posts/contract.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Hours pass in these tests, a quarter of a minute at a time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

const POSTS = 30;
const ENDLESS = 100_000;

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
});
beforeEach(() => world.instagram.sandbox.faults.clear());
afterAll(() => world.close());

const goDark = () => world.instagram.sandbox.faults.add({ operation: '*', status: 503, body: 'down', times: ENDLESS });
const callsInTheDark = () =>
  ENDLESS - (world.instagram.sandbox.faults.list().find(({ status }) => status === 503)?.times ?? ENDLESS);
const publishAll = async (name: string): Promise<{ caption: string; post: Post }[]> => {
  const all = [];
  for (let index = 0; index < POSTS; index++) {
    const caption = `${name} ${index}`;
    all.push({ caption, post: await cafe.now(await cafe.write(caption)) });
  }
  return all;
};
const statesOf = async (all: readonly { post: Post }[]) => {
  const posts = await Promise.all(all.map(({ post: { postId } }) => cafe.calls.get({ params: { postId } })));
  return [...new Set(posts.map(({ state }) => state))];
};

describe('F19: Instagram answers nobody', () => {
  it('for two hours: no storm of calls, everything is missed and asked about, nothing is flushed after', async () => {
    goDark();
    const all = await publishAll('two hours');
    await world.pass(3);
    const { failures, openUntil } = await circuitOf('instagram');
    // Ten messages are worked on at once here: those under way fail too.
    expect(failures).toBeLessThan(20);
    expect(openUntil).toBeDefined();

    await world.pass(72);
    expect(callsInTheDark()).toBeLessThanOrEqual(1.1 * POSTS);
    expect(await statesOf(all)).toEqual(['missed']);

    await world.pass(45);
    world.instagram.sandbox.faults.clear();
    await world.pass(15);
    expect(await statesOf(all)).toEqual(['missed']);
    expect(world.instagram.published()).toEqual([]);
    // One post that goes out tells everybody that it is back.
    await cafe.now(await cafe.write('back'));
    await world.pass(7);
    expect(world.heldWith('back')).toHaveLength(1);
  });

  it('for twenty minutes: everything goes out once after that, without anybody doing anything', async () => {
    goDark();
    const all = await publishAll('twenty minutes');
    await world.pass(20);
    world.instagram.sandbox.faults.clear();
    await world.pass(15);
    expect(await statesOf(all)).toEqual(['published']);
    for (const { caption } of all) expect(world.heldWith(caption), caption).toHaveLength(1);
    expect(await circuitOf('instagram')).toMatchObject({ failures: 0, trips: 0 });
  });

  it('is not taken for well because something of ours failed before it was called', async () => {
    await incrementFailures('instagram');
    await circuitRecords('instagram', false);
    const post = await cafe.write('image gone');
    world.instagram.images.remove('square.jpg');
    await cafe.now(post);
    await world.pass(1);
    expect((await circuitOf('instagram')).failures).toBe(2);
    await circuitRecords('instagram', true);
    expect((await circuitOf('instagram')).failures).toBe(0);
  });
});
