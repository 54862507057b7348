import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import { problemOf } from '#test/support/gateway.ts';
import { photo } from '#test/support/image-host.ts';
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
beforeEach(() => {
  world.instagram.sandbox.faults.clear();
  for (const queue of Object.values(world.queues)) world.sqs.order(queue, { deliver: 1 });
});

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const inMinutes = (minutes: number) => toWallTime(Date.now() + minutes * 60_000);

describe('a post whose minute comes', () => {
  it('is out at that minute, once, and shows its address', async () => {
    const post = await cafe.schedule(await cafe.write('on time'), inMinutes(20));
    await world.pass(18, { sweeping: false });
    expect((await read(post)).state).toBe('scheduled');
    expect(world.heldWith('on time')).toHaveLength(0);

    await world.pass(4, { sweeping: false });

    const published = await read(post);
    expect(published).toMatchObject({ state: 'published', targets: [{ state: 'published', attempt: 1 }] });
    expect(published.targets[0]?.permalink).toContain('/p/');
    expect(world.heldWith('on time')).toHaveLength(1);
    const lateBy = (published.targets[0]?.publishedAt ?? 0) - (post.schedule?.publishAt ?? 0);
    expect(lateBy).toBeGreaterThan(-60_000);
    expect(lateBy).toBeLessThan(60_000);
  });

  it('told to go now goes at once', async () => {
    const post = await cafe.now(await cafe.write('now'));
    await world.pass(1, { sweeping: false });
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('now')).toHaveLength(1);
  });

  it('leaves a line in its history for every step', async () => {
    const post = await cafe.now(await cafe.write('history'));
    await world.pass(1);
    const { items } = await cafe.calls.history({ params: post, query: {} });
    const actions = items.map(({ action }) => action).reverse();
    expect(actions.filter((action) => action !== 'target.checked')).toEqual([
      'post.created',
      'post.publish_requested',
      'target.claimed',
      'target.staged',
      'target.armed',
      'target.published',
    ]);
  });

  it('far ahead has one schedule, moved has one, cancelled has none', async () => {
    const schedulesOf = ({ postId }: Post) => world.scheduler.list().filter(({ name }) => name.startsWith(postId));
    const post = await cafe.schedule(await cafe.write('schedules'), inMinutes(60));
    await world.pump();
    expect(schedulesOf(post)).toHaveLength(1);
    const moved = await cafe.schedule(post, inMinutes(120));
    await world.pump();
    expect(schedulesOf(post).map(({ name }) => name)).toEqual([`${post.postId}-${moved.revision}`]);
    await cafe.calls.cancel({ params: post, body: { revision: moved.revision } });
    await world.pump();
    expect(schedulesOf(post)).toEqual([]);
    expect(world.heldWith('schedules')).toEqual([]);
  });
});

describe('deliveries that come more than once', () => {
  it('each message ten times at the same instant: one post', async () => {
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { deliver: 10 });
    const post = await cafe.now(await cafe.write('ten times'));
    await world.pass(2);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('ten times')).toHaveLength(1);
  });

  it('a schedule that fires again, long after: nothing happens', async () => {
    const post = await cafe.schedule(await cafe.write('fires again'), inMinutes(8));
    await world.pass(12);
    const { clientId } = cafe;
    const message = { v: 1, clientId, postId: post.postId, revision: post.revision };
    world.sqs.send(world.queues.due, JSON.stringify(message));
    await world.pass(2);
    expect(world.heldWith('fires again')).toHaveLength(1);
  });

  it('a schedule that never fires: the sweeper finds the post within minutes', async () => {
    const post = await cafe.schedule(await cafe.write('never fired'), inMinutes(10));
    await world.pump();
    world.sqs.order(world.queues.due, { paused: true });
    await world.pass(20);
    world.sqs.order(world.queues.due, { paused: false });
    const published = await read(post);
    expect(published.state).toBe('published');
    const lateBy = (published.targets[0]?.publishedAt ?? 0) - (post.schedule?.publishAt ?? 0);
    expect(lateBy).toBeLessThan(8 * 60_000);
  });

  it('a message that nobody can read fails alone and stays for the dead letters', async () => {
    world.sqs.send(world.queues.publish, '{"v":99}');
    const post = await cafe.now(await cafe.write('beside a poison message'));
    await world.pass(1);
    expect((await read(post)).state).toBe('published');
    const left = world.sqs.stats().find(({ name }) => name === world.queues.publish);
    expect(left).toMatchObject({ inFlight: 1, depth: 0 });
  });
});

describe('an old revision', () => {
  it('never goes out after an edit, even when its message is on the way', async () => {
    const post = await cafe.schedule(await cafe.write('old text'), inMinutes(2));
    await world.pump();
    const body = { caption: 'new text', mediaIds: [cafe.mediaId], accountIds: [cafe.connected.accountId] };
    await cafe.calls.edit({ params: post, body: { ...body, revision: post.revision } });
    await world.pass(5);
    expect((await read(post)).state).toBe('published');
    expect([world.heldWith('old text').length, world.heldWith('new text').length]).toEqual([0, 1]);
  });

  it('never goes out after it was cancelled', async () => {
    const post = await cafe.schedule(await cafe.write('cancelled'), inMinutes(2));
    await world.pump();
    await cafe.calls.cancel({ params: post, body: { revision: post.revision } });
    await world.pass(10);
    expect((await read(post)).state).toBe('draft');
    expect(world.heldWith('cancelled')).toEqual([]);
  });

  it('cancelled at the very moment of publishing is one or the other, and the answer tells which', async () => {
    for (const steps of [0, 1, 2, 3]) {
      const caption = `race ${steps}`;
      const post = await cafe.now(await cafe.write(caption));
      for (let step = 0; step < steps; step++) await world.pass(0.25);
      const cancel = cafe.calls.cancel({ params: post, body: { revision: post.revision } });
      const [answer] = await Promise.allSettled([cancel, world.pump()]);
      await world.pass(10);
      const { state } = await read(post);
      expect(state, caption).toBe(answer.status === 'fulfilled' ? 'draft' : 'published');
      expect(world.heldWith(caption).length, caption).toBe(state === 'published' ? 1 : 0);
    }
  });
});

describe('a paused post', () => {
  const schedulesOf = ({ postId }: Post) => world.scheduler.list().filter(({ name }) => name.startsWith(postId));
  const on = ({ postId, revision }: Post) => ({ params: { postId }, body: { revision } });
  const messageOf = ({ postId, revision }: Post) => JSON.stringify({ v: 1, clientId: cafe.clientId, postId, revision });

  it('has no schedule, and one again at its time when it is resumed', async () => {
    const post = await cafe.schedule(await cafe.write('paused schedule'), inMinutes(60));
    await world.pump();
    expect(schedulesOf(post)).toHaveLength(1);
    const paused = await cafe.calls.pause(on(post));
    await world.pump();
    expect(schedulesOf(post)).toEqual([]);
    const resumed = await cafe.calls.resume(on(paused));
    await world.pump();
    expect(schedulesOf(post).map(({ name }) => name)).toEqual([`${post.postId}-${resumed.revision}`]);
    await cafe.calls.cancel(on(resumed));
    await world.pump();
  });

  it('stays where it is, whatever schedule or message still comes for it', async () => {
    const post = await cafe.schedule(await cafe.write('paused'), inMinutes(4));
    await world.pump();
    const paused = await cafe.calls.pause(on(post));
    await world.pass(6);
    for (const of of [post, paused]) world.sqs.send(world.queues.due, messageOf(of));
    const { clientId, postId } = { ...post, ...cafe };
    const look = { v: 1, clientId, postId, targetId: post.targets[0]?.targetId };
    world.sqs.send(world.queues.publish, JSON.stringify(look));
    await world.pass(10);
    expect(await read(post)).toMatchObject({ state: 'paused', targets: [{ state: 'paused', attempt: 0 }] });
    expect([world.stagedWith('paused'), world.heldWith('paused').length]).toEqual([0, 0]);
  });

  it('goes out once, at its time, when it is resumed before', async () => {
    const post = await cafe.schedule(await cafe.write('resumed'), inMinutes(10));
    await world.pump();
    await cafe.calls.resume(on(await cafe.calls.pause(on(post))));
    // The schedule of before fires all the same.
    world.sqs.send(world.queues.due, messageOf(post));
    await world.pass(8);
    expect((await read(post)).state).toBe('scheduled');
    await world.pass(4);
    const published = await read(post);
    expect(published.state).toBe('published');
    expect(world.heldWith('resumed')).toHaveLength(1);
    const lateBy = (published.targets[0]?.publishedAt ?? 0) - (post.schedule?.publishAt ?? 0);
    expect(Math.abs(lateBy)).toBeLessThan(60_000);
  });

  it('is not resumed once its time has passed, but goes out at a new one', async () => {
    const post = await cafe.schedule(await cafe.write('too late'), inMinutes(4));
    const paused = await cafe.calls.pause(on(post));
    await world.pass(6);
    const late = await problemOf(cafe.calls.resume(on(paused)));
    expect(late).toMatchObject({ status: 409, code: 'post.resume_too_late' });
    await world.pass(5);
    expect(world.heldWith('too late')).toEqual([]);
    await cafe.schedule(await read(post), inMinutes(3));
    await world.pass(6);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('too late')).toHaveLength(1);
  });

  it('paused at the very moment of publishing is one or the other, and the answer tells which', async () => {
    const won = new Set<string>();
    for (const steps of [0, 1, 2, 3]) {
      const caption = `pause race ${steps}`;
      const post = await cafe.now(await cafe.write(caption));
      for (let step = 0; step < steps; step++) await world.pass(0.25);
      const [answer] = await Promise.allSettled([cafe.calls.pause(on(post)), world.pump()]);
      await world.pass(10);
      const { state } = await read(post);
      won.add(state);
      expect(state, caption).toBe(answer.status === 'fulfilled' ? 'paused' : 'published');
      expect(world.heldWith(caption).length, caption).toBe(state === 'published' ? 1 : 0);
    }
    expect([...won].sort()).toEqual(['paused', 'published']);
  });

  it('held back while the network prepares it: what was prepared never goes out', async () => {
    const post = await cafe.now(await cafe.write('held back'));
    world.instagram.sandbox.faults.add({ operation: 'container_status', status: 503, body: 'busy', times: 1 });
    await world.pass(0.25);
    expect(world.stagedWith('held back')).toBe(1);
    const paused = await cafe.calls.pause(on(await read(post)));
    expect(paused.state).toBe('paused');
    await world.pass(20);
    expect(world.heldWith('held back')).toEqual([]);
    await cafe.now(await read(post));
    await world.pass(2);
    expect([world.stagedWith('held back'), world.heldWith('held back').length]).toEqual([2, 1]);
  });
});

describe('trouble on the way', () => {
  it.each([
    ['media_publish', 'the connection breaks after Instagram took it'],
    ['media_publish', 'the connection breaks before it arrives', 'before'],
    ['create_container', 'the first answer is lost'],
    ['container_status', 'nobody says how far it is'],
  ] as const)('%s: %s: one post in the end', async (operation, how, reset: 'before' | 'after' = 'after') => {
    const caption = `${operation} ${how}`;
    world.instagram.sandbox.faults.add({ operation, reset });
    const post = await cafe.now(await cafe.write(caption));
    await world.pass(15);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith(caption)).toHaveLength(1);
  });

  it('Instagram takes it but answers 500: found again, not sent again', async () => {
    world.instagram.sandbox.faults.add({ operation: 'media_publish', when: 'after', status: 500, body: 'oops' });
    const post = await cafe.now(await cafe.write('accepted with 500'));
    await world.pass(10);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'published', attempt: 1 });
    expect(world.heldWith('accepted with 500')).toHaveLength(1);
  });

  it('Instagram is down for two hours: missed and asked about, never flushed out late', async () => {
    world.instagram.sandbox.faults.add({ operation: 'create_container', status: 503, body: 'down', times: 10_000 });
    const post = await cafe.now(await cafe.write('down'));
    await world.pass(75);
    world.instagram.sandbox.faults.clear();
    await world.pass(20);
    const { state, targets } = await read(post);
    expect(['failed', 'missed']).toContain(state);
    expect(targets[0]?.reason).toBeDefined();
    expect(world.heldWith('down')).toEqual([]);
  });

  it('sent again by a person goes out once', async () => {
    world.instagram.sandbox.faults.add({ operation: 'create_container', status: 503, body: 'down', times: 10_000 });
    const post = await cafe.now(await cafe.write('retried'));
    await world.pass(75);
    world.instagram.sandbox.faults.clear();
    const { revision, targets } = await read(post);
    const params = { postId: post.postId, targetId: targets[0]?.targetId ?? '' };
    await cafe.calls.retry({ params, body: { revision } });
    await world.pass(2);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('retried')).toHaveLength(1);
    expect(await problemOf(cafe.calls.retry({ params, body: { revision: revision + 1 } }))).toMatchObject({
      status: 409,
    });
  });
});

describe('the image is no longer the approved one (F24)', () => {
  const broken: readonly (readonly [how: string, reason: string, spoil: () => Promise<void>])[] = [
    ['it has gone', 'media.missing', async () => world.instagram.images.remove('square.jpg')],
    ['it was cut off', 'media.changed', async () => void (await replace((bytes) => bytes.subarray(0, 900)))],
    ['another one took its place', 'media.changed', async () => void (await replace(() => photo(640, 640)))],
  ];
  const replace = async (change: (bytes: Buffer) => Buffer | Promise<Buffer>) =>
    world.instagram.images.put('square.jpg', await change(await photo()));

  it.each(broken)('%s: the post fails before Instagram is called', async (how, reason, spoil) => {
    await spoil();
    const post = await cafe.now(await cafe.write(how));
    await world.pass(1);
    await replace((bytes) => bytes);

    expect((await read(post)).targets[0]).toMatchObject({ state: 'failed', reason });
    expect(world.stagedWith(how)).toBe(0);

    const { revision, targets } = await read(post);
    await cafe.calls.retry({
      params: { postId: post.postId, targetId: targets[0]?.targetId ?? '' },
      body: { revision },
    });
    await world.pass(1);
    expect(world.heldWith(how)).toHaveLength(1);
  });
});
