import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Minutes pass in these tests, ten seconds at a time.
vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterAll(() => world.close());

const POSTS = 20;
const armed = (stored: string) => stored.includes('"target.armed"');
const published = (stored: string) => stored.includes('"target.published"');

describe('twenty posts whose workers die between arming and the answer', () => {
  it.each([
    ['before the call leaves: absence is proved twice', armed, 'after'],
    ['after Instagram took it: it is found', published, 'before'],
  ] as const)('%s, and the last one is out within three minutes, without any sweep', async (how, dies, when) => {
    const captions = Array.from({ length: POSTS }, (_, at) => `${how} ${at}`);
    const posts = [];
    for (const caption of captions) posts.push(await cafe.now(await cafe.write(caption)));
    await world.stream();
    let left = POSTS;
    const crash = world.crashWhere((stored) => dies(stored) && left-- > 0, when);
    await world.pass(3, { sweeping: false, steps: 6 });
    crash.stop();

    expect(crash.deaths()).toBe(POSTS);
    const late = [];
    for (const { postId, schedule } of posts) {
      const { state, targets } = await cafe.calls.get({ params: { postId } });
      expect(state).toBe('published');
      late.push((targets[0]?.publishedAt ?? 0) - (schedule?.publishAt ?? 0));
    }
    expect(Math.max(...late)).toBeLessThanOrEqual(3 * 60_000);
    for (const caption of captions) expect(world.heldWith(caption)).toHaveLength(1);
  });
});
