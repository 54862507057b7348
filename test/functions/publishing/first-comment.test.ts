import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { restaurant } from '#test/support/instagram.ts';
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
  world.instagram.sandbox.configure({ commentsOff: false, hideComments: false });
});

const write = (words: string, { draft, mediaId, connected } = cafe) =>
  draft({ caption: words, firstComment: `#${words}`, mediaIds: [mediaId], accountIds: [connected.accountId] });
/** Publishes a post with a first comment of the same words, and lets some minutes pass. */
async function publish(words: string, minutes = 1, business = cafe) {
  const post = await business.now(await write(words, business));
  await world.pass(minutes);
  return post;
}
/** What is said of it: the post, its only target, the target's comment. */
async function standing({ postId }: { postId: string }, business = cafe) {
  const { state, targets } = await business.calls.get({ params: { postId } });
  return { states: [state, targets[0]?.state], comment: targets[0]?.comment };
}
const published = ['published', 'published'];
const commentsSaying = (words: string) =>
  world.instagram.sandbox
    .ledger()
    .filter(({ operation, request }) => operation === 'post_comment' && request.message === `#${words}`);

describe('a post with a first comment', () => {
  it('goes out and has its comment at once, one of each', async () => {
    const post = await publish('once', 0.5);
    expect(await standing(post)).toEqual({ states: published, comment: { state: 'posted' } });
    const [held] = world.heldWith('once');
    expect(commentsSaying('once')).toHaveLength(1);
    const { targets } = await cafe.calls.get({ params: post });
    expect(await (await fetch(targets[0]?.permalink ?? '')).text()).toContain('#once');
    expect(held).toBeDefined();
  });

  it('tells its history, without the words', async () => {
    const post = await publish('history');
    const { items } = await cafe.calls.history({ params: post, query: {} });
    expect(items.slice(0, 2).map(({ action }) => action)).toEqual(['comment.posted', 'target.published']);
  });

  it('each message ten times: one comment', async () => {
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { deliver: 10 });
    await publish('ten', 2);
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { deliver: 1 });
    expect(commentsSaying('ten')).toHaveLength(1);
  });

  it('edited before its minute carries the new comment, or none', async () => {
    const draft = await write('edited');
    const body = { caption: 'edited', mediaIds: [cafe.mediaId], accountIds: [cafe.connected.accountId] };
    const renamed = await cafe.calls.edit({ params: draft, body: { ...body, firstComment: '#new', revision: 1 } });
    expect(renamed).toMatchObject({ firstComment: '#new', targets: [{ comment: { state: 'waiting' } }] });
    const without = await cafe.calls.edit({ params: draft, body: { ...body, revision: renamed.revision } });
    expect(without.firstComment).toBeUndefined();
    expect(without.targets[0]?.comment).toBeUndefined();
    await cafe.now(without);
    await world.pass(1);
    expect(await standing(draft)).toEqual({ states: published, comment: undefined });
  });
});

describe('a comment that meets trouble never changes the post, and is never there twice', () => {
  it.each([
    ['the answer is lost', { reset: 'after' as const }],
    ['it breaks off before it arrives', { reset: 'before' as const }],
    ['Instagram answers 500 and has taken it', { when: 'after' as const, status: 500, body: 'oops' }],
    ['Instagram answers 503 and has not', { status: 503, body: errorBody(2) }],
  ])('%s', async (words, broken) => {
    world.instagram.sandbox.faults.add({ operation: 'post_comment', ...broken });
    const post = await publish(words, 0.5);
    expect((await standing(post)).states).toEqual(published);
    await world.pass(14);
    expect(await standing(post)).toEqual({ states: published, comment: { state: 'posted' } });
    expect(commentsSaying(words)).toHaveLength(1);
  });

  it('Instagram is busy: it is tried again, three times in all', async () => {
    world.instagram.sandbox.faults.add({ operation: 'post_comment', status: 400, body: errorBody(4), times: 2 });
    const post = await publish('busy', 50);
    expect(await standing(post)).toEqual({ states: published, comment: { state: 'posted' } });
    expect(commentsSaying('busy')).toHaveLength(1);
  });

  it('refused for good: it failed, the post did not, and nobody tries again', async () => {
    world.instagram.sandbox.configure({ commentsOff: true });
    const post = await publish('refused', 12);
    expect(await standing(post)).toEqual({
      states: published,
      comment: { state: 'failed', reason: 'comment.refused' },
    });
    world.instagram.sandbox.configure({ commentsOff: false });
    await world.pass(30);
    expect(commentsSaying('refused')).toEqual([]);
  });

  it('nobody can tell whether it is there: it is shown as unknown and never sent again', async () => {
    world.instagram.sandbox.configure({ hideComments: true });
    world.instagram.sandbox.faults.add({ operation: 'post_comment', reset: 'after' });
    const post = await publish('hidden', 20);
    expect(await standing(post)).toEqual({
      states: published,
      comment: { state: 'unknown', reason: 'comment.in_doubt' },
    });
    await world.pass(30);
    expect(commentsSaying('hidden')).toHaveLength(1);
  });

  it('an account connected without the permission publishes on, stays connected, and says why there is no comment', async () => {
    const place = await world.openBusiness(restaurant.id, { withhold: 'instagram_business_manage_comments' });
    const post = await publish('not permitted', 1, place);
    expect(await standing(post, place)).toEqual({
      states: published,
      comment: { state: 'failed', reason: 'comment.not_permitted' },
    });
    const { items } = await world.as(place).accounts();
    const account = items.find(({ accountId }) => accountId === place.connected.accountId);
    expect(account?.health).toBe('healthy');
  });
});

describe('a worker that dies around the comment', () => {
  // Claimed, staged, still processing, armed; then: published with the comment begun, and the comment posted.
  it.each([
    ['after it stored that it begins', 5, 'after'],
    ['before it stored that it is posted', 6, 'before'],
    ['after it stored that it is posted', 6, 'after'],
  ] as const)('%s: there is one comment all the same', async (words, nth, when) => {
    const post = await cafe.now(await write(words));
    await world.stream();
    const crash = world.crashAtWrite(nth, when);
    await world.pass(1);
    crash.stop();
    expect(crash.happened()).toBe(true);
    expect((await standing(post)).states).toEqual(published);

    await world.pass(14);

    expect(await standing(post)).toEqual({ states: published, comment: { state: 'posted' } });
    expect([world.heldWith(words).length, commentsSaying(words).length]).toEqual([1, 1]);
  });
});
