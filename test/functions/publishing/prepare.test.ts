import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
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

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const inAnHour = async (caption: string) =>
  cafe.schedule(await cafe.write(caption), toWallTime(Date.now() + 60 * 60_000));
const actionsOf = async ({ postId }: Post) =>
  (await cafe.calls.history({ params: { postId }, query: {} })).items.map(({ action }) => action).reverse();

describe('a post that is scheduled an hour ahead', () => {
  it('is with Instagram twenty minutes before, unseen, and at its minute only the last call is made', async () => {
    const post = await inAnHour('ahead');
    await world.pass(33);
    expect(world.stagedWith('ahead')).toBe(0);
    await world.pass(8);
    expect([world.stagedWith('ahead'), world.heldWith('ahead').length]).toEqual([1, 0]);
    expect((await read(post)).state).toBe('scheduled');

    await world.pass(21);

    const { state, targets } = await read(post);
    expect([state, targets[0]?.state, targets[0]?.attempt]).toEqual(['published', 'published', 1]);
    expect([world.stagedWith('ahead'), world.heldWith('ahead').length]).toEqual([1, 1]);
    const lateBy = (targets[0]?.publishedAt ?? 0) - (post.schedule?.publishAt ?? 0);
    expect(Math.abs(lateBy)).toBeLessThan(30_000);
    expect(await actionsOf(post)).toEqual(['post.created', 'post.scheduled', 'target.armed', 'target.published']);
  });

  it('and edited after that goes out as it was written last', async () => {
    const post = await inAnHour('prepared text');
    await world.pass(41);
    expect(world.stagedWith('prepared text')).toBe(1);
    const body = { caption: 'better text', mediaIds: [cafe.mediaId], accountIds: [cafe.connected.accountId] };
    await cafe.calls.edit({ params: post, body: { ...body, revision: post.revision } });
    await world.pass(25);
    expect((await read(post)).state).toBe('published');
    expect([world.heldWith('prepared text').length, world.heldWith('better text').length]).toEqual([0, 1]);
  });

  it('and cancelled after that never goes out', async () => {
    const post = await inAnHour('prepared and cancelled');
    await world.pass(41);
    await cafe.calls.cancel({ params: post, body: { revision: post.revision } });
    await world.pass(30);
    expect((await read(post)).state).toBe('draft');
    expect(world.heldWith('prepared and cancelled')).toEqual([]);
  });

  it('by a worker that dies after Instagram took it: prepared again, out once', async () => {
    const post = await inAnHour('dies preparing');
    await world.pass(30);
    const crash = world.crashAtWrite(1, 'before');
    await world.pass(7);
    crash.stop();
    expect(crash.happened()).toBe(true);
    await world.pass(27);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('dies preparing')).toHaveLength(1);
  });

  it('with content that Instagram will not take is told so while there is time to mend it', async () => {
    const body = { error: { message: 'ratio', code: 36003, error_subcode: 2207009 } };
    world.instagram.sandbox.faults.add({ operation: 'create_container', status: 400, body });
    const post = await inAnHour('warned early');
    await world.pass(41);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'scheduled', reason: 'content.image_ratio' });
    // Nothing was mended, but by now Instagram takes it: the minute decides.
    await world.pass(22);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'published' });
    expect((await read(post)).targets[0]?.reason).toBeUndefined();
  });
});
