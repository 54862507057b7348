import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { target } from '#functions/posts/target.entity.ts';
import type { Post } from '#shared/posts/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf } from '#test/support/gateway.ts';
import { addImage, connectAccount, inMinutes, openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
beforeAll(async () => {
  backend = await startBackend();
  cafe = await openScene(backend);
});
afterAll(() => backend.close());

/** Puts the targets of a post where the sender would have brought them. */
async function bringTo(post: Post, state: 'armed' | 'published' | 'failed' | 'needs_review' | 'missed') {
  const moved = post.targets.map(({ targetId }) =>
    target.patch({ clientId: cafe.clientId, postId: post.postId, targetId }).set({ state }).add({ version: 1 }).go(),
  );
  await Promise.all(moved);
}
const first = (post: Post) => ({ postId: post.postId, targetId: post.targets[0]?.targetId ?? '' });

describe('scheduling', () => {
  it('keeps the time as it was chosen, and the instant it means', async () => {
    const post = await cafe.schedule(await cafe.draft(), '2030-12-01T18:30');
    expect(post).toMatchObject({
      revision: 2,
      state: 'scheduled',
      schedule: { wallTime: '2030-12-01T18:30', zone: 'Asia/Kuwait', publishAt: Date.parse('2030-12-01T15:30Z') },
      targets: [{ state: 'scheduled', attempt: 0 }],
    });
    expect(await cafe.calls.get({ params: post })).toEqual(post);
  });

  it('understands the clock of another zone, summer time included', async () => {
    const { postId, revision } = await cafe.draft();
    const body = { revision, wallTime: '2030-07-01T18:30', zone: 'Europe/London' };
    const post = await cafe.calls.schedule({ params: { postId }, body });
    expect(post.schedule?.publishAt).toBe(Date.parse('2030-07-01T17:30Z'));
  });

  it('moves to another time as a new revision', async () => {
    const scheduled = await cafe.schedule(await cafe.draft(), inMinutes(60));
    const moved = await cafe.schedule(scheduled, inMinutes(120));
    expect(moved.revision).toBe(scheduled.revision + 1);
    expect((moved.schedule?.publishAt ?? 0) - (scheduled.schedule?.publishAt ?? 0)).toBe(3_600_000);
  });

  it('in the past is refused, in the minute that has begun is not', async () => {
    const post = await cafe.draft();
    const refused = await problemOf(cafe.schedule(post, inMinutes(-2)));
    expect(refused).toMatchObject({ status: 422, code: 'post.time_past', details: [{ path: 'body.wallTime' }] });
    expect((await cafe.schedule(post, inMinutes(0))).state).toBe('scheduled');
  });

  it.each([
    ['before the year 1000', '0999-01-01T10:00', 'request.invalid'],
    ['in the year nought', '0000-01-01T00:00', 'request.invalid'],
    ['in another century', '9999-12-31T23:59', 'request.invalid'],
    ['more than five years ahead', '2099-01-01T10:00', 'post.time_far'],
  ])('%s is refused, and the draft stays', async (_, wallTime, code) => {
    const post = await cafe.draft();
    expect(await problemOf(cafe.schedule(post, wallTime))).toMatchObject({
      ...{ status: 422, code, details: [{ path: 'body.wallTime' }] },
    });
    expect((await cafe.calls.get({ params: post })).state).toBe('draft');
  });

  it('tells when its first comment is too long, and the draft keeps every word', async () => {
    const firstComment = 'ق'.repeat(2201);
    const post = await cafe.draft({ firstComment });
    const refused = await problemOf(cafe.schedule(post));
    expect(refused).toMatchObject({ status: 422, code: 'post.not_publishable' });
    expect(refused.details).toEqual([{ path: 'instagram.comment_too_long', issue: 'comment_too_long', limit: 2200 }]);
    expect(await cafe.calls.get({ params: post })).toMatchObject({ state: 'draft', firstComment });
  });

  it('takes an empty first comment for none', async () => {
    const post = await cafe.draft({ firstComment: ' \n ' });
    expect(post.firstComment).toBeUndefined();
    expect(post.targets[0]?.comment).toBeUndefined();
  });

  it('tells every rule that the post breaks, with its limit', async () => {
    const caption = Array.from({ length: 31 }, (_, n) => `#قهوة${n}`)
      .join(' ')
      .padEnd(2201, 'ق');
    const wide = await addImage(cafe.clientId, { width: 1080, height: 400 });
    const refused = await problemOf(cafe.schedule(await cafe.draft({ caption, mediaIds: [wide] })));
    expect(refused).toMatchObject({ status: 422, code: 'post.not_publishable' });
    expect(refused.details).toEqual([
      { path: 'instagram.caption_too_long', issue: 'caption_too_long', limit: 2200 },
      { path: 'instagram.too_many_hashtags', issue: 'too_many_hashtags', limit: 30 },
      { path: 'instagram.image_too_wide', issue: 'image_too_wide', limit: 1.91 },
    ]);
  });

  it('needs an image and an account', async () => {
    const [noImage, noAccount] = [await cafe.draft({ mediaIds: [] }), await cafe.draft({ accountIds: [] })];
    expect((await problemOf(cafe.schedule(noImage))).details).toMatchObject([{ issue: 'media_missing' }]);
    expect((await problemOf(cafe.schedule(noAccount))).details).toMatchObject([{ issue: 'account_missing' }]);
  });

  it('now goes out now, wherever the clock of the reader stands', async () => {
    const { postId, revision } = await cafe.draft();
    const post = await cafe.calls.publish({ params: { postId }, body: { revision } });
    expect(post).toMatchObject({ state: 'scheduled', schedule: { zone: 'Asia/Kuwait' } });
    expect(Math.abs((post.schedule?.publishAt ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  it('an older revision cannot be scheduled', async () => {
    const draft = await cafe.draft();
    await cafe.calls.edit({ params: draft, body: { ...cafe.content, revision: draft.revision } });
    expect(await problemOf(cafe.schedule(draft))).toMatchObject({ status: 409, code: 'post.changed' });
  });
});

describe('editing what is scheduled', () => {
  it('keeps the time and makes a new revision for every account', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    const body = { ...cafe.content, caption: 'أحدث', revision: scheduled.revision };
    const edited = await cafe.calls.edit({ params: scheduled, body });
    expect(edited).toMatchObject({
      state: 'scheduled',
      revision: scheduled.revision + 1,
      schedule: scheduled.schedule,
    });
    const { data } = await target.get({ clientId: cafe.clientId, ...first(edited) }).go();
    expect(data).toMatchObject({
      revision: edited.revision,
      state: 'scheduled',
      publishAt: scheduled.schedule?.publishAt,
    });
  });

  it('a new account goes out at the same time, one that is left out does not', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    const other = await connectAccount(cafe.clientId);
    const body = { ...cafe.content, accountIds: [other], revision: scheduled.revision };
    const edited = await cafe.calls.edit({ params: scheduled, body });
    expect(edited.targets).toMatchObject([{ accountId: other, state: 'scheduled' }]);
    expect(edited.schedule).toEqual(scheduled.schedule);
  });

  it('what the platform would refuse is refused at once', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    const body = { ...cafe.content, mediaIds: [], revision: scheduled.revision };
    expect(await problemOf(cafe.calls.edit({ params: scheduled, body }))).toMatchObject({
      code: 'post.not_publishable',
    });
    expect(await cafe.calls.get({ params: scheduled })).toEqual(scheduled);
  });
});

describe('cancelling', () => {
  it('makes it a draft again, without a time', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    const cancelled = await cafe.calls.cancel({ params: scheduled, body: { revision: scheduled.revision } });
    expect(cancelled).toMatchObject({ state: 'draft', targets: [{ state: 'draft' }] });
    expect(cancelled.schedule).toBeUndefined();
    const { data } = await target.get({ clientId: cafe.clientId, ...first(cancelled) }).go();
    expect([data?.publishAt, data?.checkAt, data?.shard]).toEqual([undefined, undefined, undefined]);
  });

  it('a draft cannot be cancelled', async () => {
    const { postId, revision } = await cafe.draft();
    const refused = await problemOf(cafe.calls.cancel({ params: { postId }, body: { revision } }));
    expect(refused).toMatchObject({ status: 409, code: 'post.not_scheduled' });
  });

  it.each([
    ['armed', 'post.publishing'],
    ['needs_review', 'post.publishing'],
    ['published', 'post.already_published'],
  ] as const)('comes too late when it is %s, and says so', async (state, code) => {
    const scheduled = await cafe.schedule(await cafe.draft());
    await bringTo(scheduled, state);
    const { revision } = scheduled;
    expect(await problemOf(cafe.calls.cancel({ params: scheduled, body: { revision } }))).toMatchObject({ code });
    const edit = cafe.calls.edit({ params: scheduled, body: { ...cafe.content, revision } });
    expect(await problemOf(edit)).toMatchObject({ status: 409, code });
    expect(await problemOf(cafe.schedule(scheduled))).toMatchObject({ status: 409, code });
    const now = cafe.calls.publish({ params: scheduled, body: { revision } });
    expect(await problemOf(now)).toMatchObject({ status: 409, code });
  });
});

describe('what went wrong', () => {
  it.each(['failed', 'missed'] as const)('can be sent again when it is %s', async (state) => {
    const scheduled = await cafe.schedule(await cafe.draft());
    await bringTo(scheduled, state);
    const again = await cafe.calls.retry({ params: first(scheduled), body: { revision: scheduled.revision } });
    expect(again).toMatchObject({ state: 'scheduled', targets: [{ state: 'scheduled', attempt: 0 }] });
  });

  it('what is waiting, out or in doubt is not sent again', async () => {
    for (const state of ['published', 'needs_review', 'armed'] as const) {
      const scheduled = await cafe.schedule(await cafe.draft());
      await bringTo(scheduled, state);
      const again = cafe.calls.retry({ params: first(scheduled), body: { revision: scheduled.revision } });
      expect(await problemOf(again), state).toMatchObject({ status: 409, code: 'target.not_retryable' });
    }
  });

  it('a doubt is decided by whoever looked: seen is published, not seen is asked about once more', async () => {
    for (const [seen, state, target] of [
      [true, 'published', 'published'],
      [false, 'publishing', 'unknown'],
    ] as const) {
      const scheduled = await cafe.schedule(await cafe.draft());
      await bringTo(scheduled, 'needs_review');
      const body = { revision: scheduled.revision, seen };
      const decided = await cafe.calls.resolve({ params: first(scheduled), body });
      expect(decided).toMatchObject({ state, targets: [{ state: target }] });
    }
  });

  it('where there is no doubt there is nothing to decide', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    const decide = cafe.calls.resolve({ params: first(scheduled), body: { revision: scheduled.revision, seen: true } });
    expect(await problemOf(decide)).toMatchObject({ status: 409, code: 'target.not_in_doubt' });
  });

  it('a failed post that is edited is a draft again, without its old time', async () => {
    const scheduled = await cafe.schedule(await cafe.draft());
    await bringTo(scheduled, 'failed');
    const body = { ...cafe.content, revision: scheduled.revision };
    const edited = await cafe.calls.edit({ params: scheduled, body });
    expect(edited.state).toBe('draft');
    expect(edited.schedule).toBeUndefined();
  });
});
