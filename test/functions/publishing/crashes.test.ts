import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Hours pass in these tests, a quarter of a minute at a time.
vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterAll(() => world.close());

/** Claimed, staged, still processing, armed, published: every write of an ordinary way, and one more. */
const writes = [1, 2, 3, 4, 5];

describe.each(['before', 'after'] as const)('a worker that dies %s a write', (when) => {
  it.each(writes)('number %i: the post goes out once all the same', async (nth) => {
    const caption = `dies ${when} write ${nth}`;
    const post = await cafe.now(await cafe.write(caption));
    await world.stream();
    const crash = world.crashAtWrite(nth, when);
    await world.pass(1);
    crash.stop();
    expect(crash.happened()).toBe(true);

    await world.pass(14);

    const { state, targets } = await cafe.calls.get({ params: post });
    expect([state, targets[0]?.state]).toEqual(['published', 'published']);
    expect(world.heldWith(caption)).toHaveLength(1);
  });
});

describe('a worker that cannot send its next message', () => {
  it('leaves the post to whoever looks next, and it goes out once', async () => {
    const post = await cafe.now(await cafe.write('no message'));
    await world.stream();
    world.sqs.order(world.queues.publish, { paused: true });
    await world.pump();
    world.sqs.order(world.queues.publish, { paused: false });
    world.backend.deny('sqs:SendMessage');
    await world.pump();
    world.backend.allow('sqs:SendMessage');
    await world.pass(14);
    expect((await cafe.calls.get({ params: post })).state).toBe('published');
    expect(world.heldWith('no message')).toHaveLength(1);
  });
});

describe('the database refuses some calls', () => {
  it('every fifth write fails for a while: nothing is lost, nothing goes out twice', async () => {
    const posts = [];
    for (let n = 0; n < 5; n++) posts.push(await cafe.now(await cafe.write(`throttled ${n}`)));
    for (let minute = 0; minute < 3; minute++) {
      const crash = world.crashAtWrite(5, minute % 2 === 0 ? 'before' : 'after');
      await world.pass(1);
      crash.stop();
    }
    await world.pass(16);
    for (const [n, post] of posts.entries()) {
      expect((await cafe.calls.get({ params: post })).state).toBe('published');
      expect(world.heldWith(`throttled ${n}`)).toHaveLength(1);
    }
  });
});
