import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { post as postEntity } from '#functions/posts/post.entity.ts';
import { targetOf, targetWrite } from '#functions/posts/post.store.ts';
import { account } from '#functions/social/account.entity.ts';
import { now } from '#runtime/clock.ts';
import { transact } from '#runtime/transaction.ts';
import { queueVariable } from '#shared/contract/queue.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { marksQueue } from '#shared/social/publication.ts';
import { type NoticesWorld, startNoticesWorld } from '#test/functions/notifications/world.ts';
import { contextOf } from '#test/support/gateway.ts';
import { streamEventOf } from '#test/support/queues.ts';

const MINUTE = 60_000;
type Cafe = Awaited<ReturnType<NoticesWorld['openBusiness']>>;

let world: NoticesWorld;
let cafe: Cafe;
beforeAll(async () => {
  world = await startNoticesWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await settle();
  cafe = await world.openBusiness('manager', 2);
});

/** Lets everybody do what there is to do. */
async function settle(): Promise<void> {
  await world.feed.hear();
  for (const name of ['rollUp', 'mark'] as const) await world.feed.consume(name);
  await world.tell();
}
/** A scheduled post on both accounts, of which everybody has heard. */
async function planned(): Promise<Post> {
  const post = await world.planned(cafe, { accountIds: cafe.accountIds });
  await settle();
  return post;
}
/** What the publishers store of the post on the n-th account. */
async function move({ postId, targets }: Post, state: TargetState, nth = 0): Promise<void> {
  const { targetId = '' } = targets.find(({ accountId }) => accountId === cafe.accountIds[nth]) ?? {};
  const target = await targetOf(cafe.clientId, postId, targetId);
  if (!target) throw new Error('The post has no such target');
  const change = { state, checkAt: undefined, ...(state === 'published' ? { publishedAt: now() } : {}) };
  await transact(targetWrite({ ...target, ...change, version: target.version + 1, fence: target.fence + 1 }));
}
/** As a list shows it, and how often it was written. */
const header = async ({ postId }: Post) => {
  const { data } = await postEntity.get({ clientId: cafe.clientId, postId }).go();
  return { state: data?.state, version: data?.version };
};
const lastPublished = async (nth = 0) =>
  (await account.get({ clientId: cafe.clientId, accountId: cafe.accountIds[nth] ?? '' }).go()).data?.lastPublishedAt;
const mails = () => world.mailsTo(cafe).length;
const waiting = (queue: string) => {
  const { depth = 0, inFlight = 0, delayed = 0 } = world.sqs.stats().find(({ name }) => name === queue) ?? {};
  return depth + inFlight + delayed;
};

describe('what follows from a change of a target', () => {
  it('is done by each subscriber: lists, the account’s mark, the mail', async () => {
    const post = await planned();
    await move(post, 'published');
    await move(post, 'failed', 1);
    const at = now();
    await settle();
    expect((await header(post)).state).toBe('partial');
    expect(await lastPublished()).toBeCloseTo(at, -3);
    expect(mails()).toBe(1);
  });

  it('is one message to the roll-up, however many changes of the post are heard together', async () => {
    const post = await planned();
    for (const state of ['claimed', 'staged', 'armed', 'published'] as const) await move(post, state);
    expect(await world.feed.hear()).toHaveLength(4);
    expect(await world.feed.consume('rollUp')).toBe(1);
    expect(await world.feed.consume('mark')).toBe(1);
  });
});

describe('changes that are heard three times', () => {
  it('write a header once, mark an account once and send one mail', async () => {
    const post = await planned();
    const before = (await header(post)).version ?? 0;
    await move(post, 'published');
    await move(post, 'failed', 1);
    const changes = await world.feed.hear();
    for (let again = 0; again < 2; again++) await world.feed.feed(streamEventOf(changes), contextOf());
    const at = await lastPublished();
    expect(await world.feed.consume('rollUp')).toBe(3);
    expect(await world.feed.consume('mark')).toBe(3);
    await world.tell();

    expect(at).toBeUndefined();
    expect(await header(post)).toEqual({ state: 'partial', version: before + 1 });
    expect(mails()).toBe(1);
    expect(waiting(world.feed.queues.rollUp)).toBe(0);
  });

  it('and once more when all of it is long done, change nothing', async () => {
    const post = await planned();
    await move(post, 'published');
    const changes = await world.feed.hear();
    await settle();
    const [shown, marked] = [await header(post), await lastPublished()];
    await world.backend.advance(MINUTE);
    await world.feed.feed(streamEventOf(changes), contextOf());
    await settle();
    expect([await header(post), await lastPublished()]).toEqual([shown, marked]);
  });
});

describe('changes that are heard in the wrong order', () => {
  it('leave lists, mark and mails as if they had come in theirs', async () => {
    const post = await planned();
    const later = await planned();
    await move(post, 'failed', 1);
    await move(post, 'scheduled', 1);
    await move(post, 'published');
    await world.backend.advance(MINUTE);
    const last = now();
    await move(later, 'published');
    await move(post, 'published', 1);
    const changes = await world.feed.hear();
    // The queues are emptied of what came in order.
    for (const queue of Object.values(world.feed.queues))
      for (let some = world.sqs.receive(queue, 10); some.length > 0; some = world.sqs.receive(queue, 10))
        for (const { receiptHandle } of some) world.sqs.remove(queue, receiptHandle);
    for (const change of [...changes].reverse()) {
      await world.feed.feed(streamEventOf([change]), contextOf());
      await settle();
    }
    expect((await header(post)).state).toBe('published');
    expect((await header(later)).state).toBe('publishing');
    expect(await lastPublished()).toBeGreaterThanOrEqual(last);
    expect(mails()).toBe(0);
  });
});

describe('one subscriber that is down for an hour', () => {
  /** An hour in which a post comes out every ten minutes. Tells how the others stood each time. */
  async function anHour(pace: (post: Post, at: number) => Promise<unknown>): Promise<Post[]> {
    const posts: Post[] = [];
    for (let n = 0; n < 6; n++) {
      const post = await planned();
      await world.backend.advance(10 * MINUTE);
      const at = now();
      await move(post, 'published');
      await move(post, 'missed', 1);
      await settle();
      await pace(post, at);
      posts.push(post);
    }
    return posts;
  }

  it('the roll-up: the others keep pace, and afterwards lists show the truth', async () => {
    world.sqs.order(world.feed.queues.rollUp, { paused: true });
    let told = 0;
    const posts = await anHour(async (post, at) => {
      expect(await lastPublished()).toBeGreaterThanOrEqual(at);
      expect(mails()).toBe(++told);
      expect((await header(post)).state).toBe('scheduled');
    });
    world.sqs.order(world.feed.queues.rollUp, { paused: false });
    await settle();
    for (const post of posts) expect((await header(post)).state).toBe('partial');
  });

  it('the mark, which fails each time: the roll-up keeps pace, and afterwards the last time stands', async () => {
    let last = 0;
    const posts: Post[] = [];
    for (let n = 0; n < 6; n++) {
      posts.push(await planned());
      world.backend.deny('dynamodb:UpdateItem');
      await world.backend.advance(10 * MINUTE);
      last = now();
      await move(posts[n] as Post, 'published');
      await settle();
      expect((await header(posts[n] as Post)).state).toBe('publishing');
      expect(await lastPublished()).toBeUndefined();
      world.backend.allow('dynamodb:UpdateItem');
      world.sqs.order(world.feed.queues.mark, { paused: n < 5 });
    }
    await world.backend.advance(MINUTE);
    await settle();
    expect(await lastPublished()).toBeGreaterThanOrEqual(last);
  });
});

describe('a queue that takes nothing', () => {
  it('holds up no other, and hears of the changes when it does again', async () => {
    const post = await planned();
    await move(post, 'published');
    const variable = queueVariable(marksQueue);
    const url = process.env[variable];
    delete process.env[variable];
    expect(await world.feed.hear()).toEqual([]);
    await world.feed.consume('rollUp');
    expect((await header(post)).state).toBe('publishing');
    process.env[variable] = url;
    await settle();
    expect(await lastPublished()).toBeDefined();
  });
});
