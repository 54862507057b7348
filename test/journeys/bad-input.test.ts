import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '#test/support/gateway.ts';
import { claimedPng, notImages, picture } from '#test/support/images.ts';
import type { Journey } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish, upload } from '#test/support/journey-person.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

let journey: Journey;
let manager: Person;
let neighbour: Person;
let desk: Desk;

beforeAll(async () => {
  journey = await joinJourney();
  manager = await journey.openBusiness('manager@cafe.example');
  neighbour = await journey.openBusiness('manager@bahar.example');
  desk = await readyToPublish(manager);
});
afterAll(() => journey?.close());

const fresh = (caption = 'words') => draft(manager, desk, caption);
const send = (path: string, body: string, headers: Record<string, string> = {}) =>
  manager.ask({
    method: 'POST',
    path,
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
  });
const written = (extra: object = {}) => JSON.stringify({ caption: 'words', mediaIds: [], accountIds: [], ...extra });

describe('who is not let in', () => {
  it.each([
    ['no session', '', 'auth.required'],
    ['an invented session', 'Bearer invented', 'auth.required'],
    ['a session that was tampered with', 'tampered', 'auth.required'],
  ])('%s', async (_, given, code) => {
    const authorization = given === 'tampered' ? `Bearer ${manager.token().slice(0, -8)}AAAAAAAA` : given;
    const answer = await manager.ask({ path: '/posts', headers: { authorization } });
    expect(answer).toMatchObject({ status: 401, body: { code } });
  });

  it('a session that has run out says so', async () => {
    const authorization = `Bearer ${manager.token()}`;
    await journey.advance('PT65M');
    const answer = await manager.ask({ path: '/posts', headers: { authorization } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.expired' } });
  });

  it('another business: its post answers exactly like one that never was', async () => {
    const { postId } = await fresh();
    const foreign = await problemOf(neighbour.api.posts.get({ params: { postId } }));
    const missing = await problemOf(neighbour.api.posts.get({ params: { postId: 'po_00000000000000000000000000' } }));
    expect(foreign).toEqual({ ...missing, requestId: foreign.requestId });
    expect(foreign).toMatchObject({ status: 404, code: 'post.not_found' });
    const theirs = draft(neighbour, desk, 'with the image of another business');
    expect((await problemOf(theirs)).status).toBe(404);
  });
});

describe('requests that cannot be read', () => {
  it.each([
    ['malformed JSON', '{"caption":', 400, 'request.unreadable'],
    ['a body of 2 MB', JSON.stringify({ caption: 'x'.repeat(2_000_000) }), 413, 'request.too_large'],
    ['an unknown field', written({ isAdmin: true }), 422, 'request.invalid'],
    ['a NUL', written({ caption: 'a\u0000b' }), 422, 'request.invalid'],
    ['a hidden change of direction', written({ caption: 'a\u202eb' }), 422, 'request.invalid'],
  ])('%s is refused with its own code', async (_, body, status, code) => {
    expect(await send('/posts', body)).toMatchObject({ status, body: { code } });
  });

  it('a POST without an Idempotency-Key, or with one that was used for something else', async () => {
    expect(await send('/posts', written(), { 'idempotency-key': '' })).toMatchObject({
      status: 400,
      body: { code: 'idempotency.key_missing' },
    });
    const key = { 'idempotency-key': crypto.randomUUID() };
    await send('/posts', written(), key);
    expect(await send('/posts', written({ caption: 'other' }), key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency.key_reused' },
    });
  });
});

describe('posts that cannot go out', () => {
  it.each([
    ['2,201 characters', 'x'.repeat(2201), 'caption_too_long', 2200],
    ['31 hashtags', Array.from({ length: 31 }, (_, index) => `#قهوة${index}`).join(' '), 'too_many_hashtags', 30],
  ])('%s stay a draft, and the rule is named with its limit', async (_, caption, issue, limit) => {
    const { postId, revision } = await fresh(caption);
    const body = { revision, wallTime: journey.inMinutes(30) };
    expect(await problemOf(manager.api.posts.schedule({ params: { postId }, body }))).toMatchObject({
      code: 'post.not_publishable',
      details: [{ issue, limit }],
    });
    const kept = await manager.api.posts.get({ params: { postId } });
    expect(kept).toMatchObject({ state: 'draft', caption });
  });

  it('a time in the past is refused', async () => {
    const { postId, revision } = await fresh();
    const body = { revision, wallTime: journey.inMinutes(-5) };
    const refused = manager.api.posts.schedule({ params: { postId }, body });
    expect(await problemOf(refused)).toMatchObject({ status: 422, code: 'post.time_past' });
  });
});

describe('files that are no image we take', () => {
  it.each(notImages.filter(([name]) => /renamed|script$/.test(name)))('%s', async (_, file, reason) => {
    expect(await upload(manager.api, file)).toMatchObject({ state: 'refused', reason });
  });

  it('a truncated JPEG', async () => {
    const whole = await picture();
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    expect(await upload(manager.api, half)).toMatchObject({ state: 'refused', reason: 'truncated' });
  });

  it('an image of sixty megapixels', async () => {
    const bomb = await upload(manager.api, claimedPng(10_000, 6_000));
    expect(bomb).toMatchObject({ state: 'refused', reason: 'too_many_pixels' });
  });
});

describe('coming back from Instagram', () => {
  const params = { platform: 'instagram' as const };
  const begun = async (who: Person) => {
    const { authorizeUrl } = await who.api.social.connect({ params });
    const form = new URLSearchParams([
      ...new URL(authorizeUrl).searchParams,
      ['account', '17841461234567923'],
      ['decision', 'allow'],
    ]);
    const { origin, pathname } = new URL(authorizeUrl);
    const back = await fetch(`${origin}${pathname}`, { method: 'POST', body: form, redirect: 'manual' });
    const given = new URL(back.headers.get('location') ?? '').searchParams;
    return { state: given.get('state') ?? '', code: given.get('code') ?? '' };
  };

  it('without a state, with an invented one, with one of somebody else', async () => {
    const { code } = await begun(manager);
    for (const state of ['', 'invented', (await begun(neighbour)).state]) {
      const refused = manager.api.social.callback({ params, body: { state, code } });
      expect(await problemOf(refused), state).toMatchObject({ status: 409, code: 'social.state_invalid' });
    }
    expect((await manager.api.social.accounts()).items).toHaveLength(1);
  });

  it('with a state that was used already', async () => {
    const body = await begun(neighbour);
    await neighbour.api.social.callback({ params, body });
    const again = neighbour.api.social.callback({ params, body });
    expect(await problemOf(again)).toMatchObject({ status: 409, code: 'social.state_invalid' });
  });
});

describe('a double click', () => {
  it.each(['schedule', 'publish'] as const)('on %s acts once', async (act) => {
    const caption = `double ${act}`;
    const { postId, revision } = await fresh(caption);
    const body = JSON.stringify(act === 'schedule' ? { revision, wallTime: journey.inMinutes(5) } : { revision });
    const key = { 'idempotency-key': crypto.randomUUID() };
    const press = () => send(`/posts/${postId}/${act}`, body, key);
    const pressed = await Promise.all([press(), press()]);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    expect(await press()).toEqual(expect.objectContaining({ status: 200 }));
    await journey.advance('PT7M');
    expect(await manager.api.posts.get({ params: { postId } })).toMatchObject({
      state: 'published',
      revision: revision + 1,
    });
    expect((await journey.published()).filter((one) => one === caption)).toHaveLength(1);
  });
});
