import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post as header } from '#functions/posts/post.entity.ts';
import { target } from '#functions/posts/target.entity.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf } from '#test/support/gateway.ts';
import { connectAccount, inMinutes, openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
beforeAll(async () => {
  backend = await startBackend();
  cafe = await openScene(backend);
});
afterAll(() => backend.close());

/** Puts one target of a post where a worker would have brought it. */
const bring = ({ postId, targets }: Post, at: number, state: TargetState) =>
  target
    .patch({ clientId: cafe.clientId, postId, targetId: targets[at]?.targetId ?? '' })
    .set({ state })
    .add({ version: 1 })
    .go();
const stored = async ({ postId, targets }: Post, at = 0) =>
  (await target.get({ clientId: cafe.clientId, postId, targetId: targets[at]?.targetId ?? '' }).go()).data;
const dueAtOf = async ({ postId }: Post) => (await header.get({ clientId: cafe.clientId, postId }).go()).data?.dueAt;
const on = ({ postId, revision }: Post) => ({ params: { postId }, body: { revision } });
const pause = (post: Post) => cafe.calls.pause(on(post));
const resume = (post: Post) => cafe.calls.resume(on(post));
const cancel = (post: Post) => cafe.calls.cancel(on(post));
const scheduled = async (minutes = 60) => cafe.schedule(await cafe.draft(), inMinutes(minutes));

/** A post on two accounts of which the first has it already while the second was paused. */
async function partlyOut(): Promise<Post> {
  const accountIds = [cafe.accountId, await connectAccount(cafe.clientId)];
  const post = await cafe.schedule(await cafe.draft({ accountIds }));
  await bring(post, 0, 'published');
  return pause(post);
}

describe('pausing', () => {
  it('keeps the plan in sight, and nothing that would carry it out', async () => {
    const before = await scheduled();
    const paused = await pause(before);
    expect(paused).toMatchObject({ state: 'paused', revision: before.revision + 1, targets: [{ state: 'paused' }] });
    expect(paused.schedule).toEqual(before.schedule);
    expect(await cafe.calls.get({ params: paused })).toEqual(paused);
    const { publishAt, checkAt, shard, revision } = (await stored(paused)) ?? {};
    expect([publishAt, checkAt, shard]).toEqual([before.schedule?.publishAt, undefined, undefined]);
    expect([revision, await dueAtOf(paused)]).toEqual([paused.revision, undefined]);
  });

  it('is found by its state and stays in the calendar', async () => {
    const { postId, schedule } = await pause(await scheduled());
    const { publishAt = 0 } = schedule ?? {};
    const byState = await cafe.calls.list({ query: { state: 'paused', limit: 100 } });
    const byTime = await cafe.calls.list({ query: { from: publishAt, to: publishAt + 1, limit: 100 } });
    for (const { items } of [byState, byTime])
      expect(items.find((one) => one.postId === postId)).toMatchObject({ state: 'paused', schedule });
  });

  it.each(['claimed', 'staged'] as const)('is still in time when it is %s', async (state) => {
    const post = await scheduled();
    await bring(post, 0, state);
    expect((await pause(post)).state).toBe('paused');
  });

  it.each([
    ['armed', 'post.publishing'],
    ['unknown', 'post.publishing'],
    ['needs_review', 'post.publishing'],
    ['published', 'post.already_published'],
    ['failed', 'post.not_scheduled'],
    ['missed', 'post.not_scheduled'],
  ] as const)('comes too late when it is %s, says so and changes nothing', async (state, code) => {
    const post = await scheduled();
    await bring(post, 0, state);
    expect(await problemOf(pause(post))).toMatchObject({ status: 409, code });
    expect(await stored(post)).toMatchObject({ state, revision: post.revision });
  });

  it('a draft, with or without accounts, or a paused post cannot be paused', async () => {
    for (const post of [await cafe.draft(), await cafe.draft({ accountIds: [] }), await pause(await scheduled())])
      expect(await problemOf(pause(post))).toMatchObject({ status: 409, code: 'post.not_scheduled' });
  });

  it('needs the revision that is on the screen', async () => {
    const post = await scheduled();
    await pause(post);
    for (const act of [pause, resume])
      expect(await problemOf(act(post))).toMatchObject({ status: 409, code: 'post.changed' });
  });
});

describe('what is paused', () => {
  it('goes back to its time when that lies ahead', async () => {
    const before = await scheduled();
    const back = await resume(await pause(before));
    expect(back).toMatchObject({ state: 'scheduled', revision: before.revision + 2, schedule: before.schedule });
    const { publishAt } = before.schedule ?? {};
    expect(await stored(back)).toMatchObject({ state: 'scheduled', revision: back.revision, publishAt });
    expect(await dueAtOf(back)).toBe(publishAt);
  });

  it('is not resumed after its time: nothing changes, and a new time works', async () => {
    const paused = await pause(await scheduled(0));
    const late = { status: 409, code: 'post.resume_too_late' };
    expect(await problemOf(resume(paused))).toMatchObject(late);
    expect(await cafe.calls.get({ params: paused })).toEqual(paused);
    expect(await cafe.schedule(paused, inMinutes(30))).toMatchObject({ state: 'scheduled' });
  });

  it('what was not paused is not resumed, and the answer tells why', async () => {
    const post = await scheduled();
    expect(await problemOf(resume(post))).toMatchObject({ status: 409, code: 'post.not_paused' });
    expect(await problemOf(resume(await cafe.draft({ accountIds: [] })))).toMatchObject({ code: 'post.not_paused' });
    await bring(post, 0, 'armed');
    expect(await problemOf(resume(post))).toMatchObject({ status: 409, code: 'post.publishing' });
    await bring(post, 0, 'published');
    expect(await problemOf(resume(post))).toMatchObject({ status: 409, code: 'post.already_published' });
  });

  it('stays paused when it is edited, and so does an account that joins', async () => {
    const paused = await pause(await scheduled());
    const accountIds = [cafe.accountId, await connectAccount(cafe.clientId)];
    const body = { ...cafe.content, caption: 'أحدث', accountIds, revision: paused.revision };
    const edited = await cafe.calls.edit({ params: paused, body });
    expect(edited).toMatchObject({ state: 'paused', caption: 'أحدث', schedule: paused.schedule });
    expect(edited.targets.map(({ state }) => state)).toEqual(['paused', 'paused']);
    expect(await dueAtOf(edited)).toBeUndefined();
    const back = await resume(edited);
    expect(back.targets.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    for (const at of [0, 1])
      expect(await stored(back, at)).toMatchObject({ revision: back.revision, publishAt: paused.schedule?.publishAt });
  });

  it('cancelled is a draft without a time', async () => {
    const cancelled = await cancel(await pause(await scheduled()));
    expect(cancelled).toMatchObject({ state: 'draft', targets: [{ state: 'draft' }] });
    expect(cancelled.schedule).toBeUndefined();
  });

  it('cannot be deleted, and leaves a line in the history for each act', async () => {
    const back = await resume(await pause(await scheduled()));
    const paused = await pause(back);
    expect(await problemOf(cafe.calls.remove({ params: paused }))).toMatchObject({ status: 409, code: 'post.changed' });
    const { items } = await cafe.calls.history({ params: paused, query: {} });
    const told = items.map(({ action }) => action);
    expect(told.slice(0, 3)).toEqual(['post.paused', 'post.resumed', 'post.paused']);
    expect(items[0]?.actor).toBe(cafe.name);
  });
});

describe('beside an account that has the post already', () => {
  it('only the rest is paused, and what is out stays untouched', async () => {
    const paused = await partlyOut();
    expect(paused).toMatchObject({ state: 'paused', targets: [{ state: 'published' }, { state: 'paused' }] });
    expect((await stored(paused))?.revision).toBe(paused.revision - 1);
  });

  it('the rest can be resumed, or get a new time', async () => {
    const states = [{ state: 'published' }, { state: 'scheduled' }];
    expect(await resume(await partlyOut())).toMatchObject({ state: 'publishing', targets: states });
    expect(await cafe.schedule(await partlyOut(), inMinutes(90))).toMatchObject({ targets: states });
  });

  it('the rest can be given up: what is out keeps its place in the calendar', async () => {
    const paused = await partlyOut();
    const given = await cancel(paused);
    expect(given).toMatchObject({ state: 'published', targets: [{ state: 'published' }, { state: 'draft' }] });
    expect(given.schedule).toEqual(paused.schedule);
  });

  it('its words cannot change any more', async () => {
    const paused = await partlyOut();
    const accountIds = paused.targets.map(({ accountId }) => accountId);
    const body = { ...cafe.content, accountIds, revision: paused.revision };
    expect(await problemOf(cafe.calls.edit({ params: paused, body }))).toMatchObject({
      code: 'post.already_published',
    });
  });
});
