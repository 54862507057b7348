import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '#test/support/gateway.ts';
import { type Journey, startJourney } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish } from '#test/support/journey-person.ts';

let journey: Journey;
let manager: Person;
let desk: Desk;

beforeAll(async () => {
  // A cloud of its own: an account's picture is fetched once and given up at the first trouble, which the shared one has seen.
  journey = await startJourney();
  manager = await journey.openBusiness('manager@cafe.example');
});
afterAll(() => journey?.close());

const schedule = async (caption: string, minutes: number) => {
  const { postId, revision } = await draft(manager, desk, caption);
  const wallTime = journey.inMinutes(minutes);
  return manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime } });
};
const stateOf = async (postId: string) => (await manager.api.posts.get({ params: { postId } })).state;
const timesOut = async (caption: string) => (await journey.published()).filter((one) => one === caption).length;

describe('connecting an account', () => {
  it('ends without an account when the person refuses on the consent page', async () => {
    const params = { platform: 'instagram' as const };
    const { authorizeUrl } = await manager.api.social.connect({ params });
    const form = new URLSearchParams([...new URL(authorizeUrl).searchParams, ['decision', 'deny']]);
    const { origin, pathname } = new URL(authorizeUrl);
    const back = await fetch(`${origin}${pathname}`, { method: 'POST', body: form, redirect: 'manual' });
    const { state = '', error = '' } = Object.fromEntries(new URL(back.headers.get('location') ?? '').searchParams);
    expect(error).toBe('access_denied');
    const refused = manager.api.social.callback({ params, body: { state, error } });
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'social.refused' });
    expect((await manager.api.social.accounts()).items).toEqual([]);
  });

  it('shows the account with its name, picture and health after the consent', async () => {
    desk = await readyToPublish(manager);
    const { items } = await manager.api.social.accounts();
    expect(items).toMatchObject([{ username: 'mubarakiya.cafe', health: 'healthy', name: 'مقهى المباركية' }]);
    expect((await fetch(items[0]?.pictureUrl ?? '')).headers.get('content-type')).toMatch(/^image\//);
  });
});

describe('a scheduled post', () => {
  const caption = 'قهوتنا العربية على أصولها ☕️ #قهوة_عربية @mubarakiya.cafe';

  it('is published at its minute, not before, exactly once, and shows where it is', async () => {
    const { postId } = await schedule(caption, 10);
    await journey.advance('PT8M');
    expect(await stateOf(postId)).toBe('scheduled');
    await journey.advance('PT3M');
    const post = await manager.api.posts.get({ params: { postId } });
    expect(post).toMatchObject({ state: 'published', targets: [{ state: 'published' }] });
    const page = await fetch(post.targets[0]?.permalink ?? '');
    expect(await page.text()).toContain('قهوتنا العربية');
    expect(await timesOut(caption)).toBe(1);
  });

  it('leaves a complete history: who scheduled it and every step of the platform', async () => {
    const { items } = await manager.api.posts.list({ query: { state: 'published' } });
    const history = await manager.api.posts.history({ params: { postId: items[0]?.postId ?? '' }, query: {} });
    const told = history.items.map(({ action }) => action).reverse();
    expect(told).toEqual(['post.created', 'post.scheduled', 'target.armed', 'target.published']);
    expect(history.items.at(-2)).toMatchObject({ actor: 'فاطمة العنزي' });
    expect(history.items[0]).not.toHaveProperty('actor');
  });

  it('goes out only as it was last written when it is edited after scheduling', async () => {
    const { postId, revision } = await schedule('the old words', 10);
    const { mediaIds, accountIds } = desk;
    const body = { caption: 'the new words', mediaIds, accountIds, revision };
    const edited = await manager.api.posts.edit({ params: { postId }, body });
    expect(edited).toMatchObject({ state: 'scheduled', revision: revision + 1 });
    await journey.advance('PT12M');
    expect(await stateOf(postId)).toBe('published');
    expect([await timesOut('the new words'), await timesOut('the old words')]).toEqual([1, 0]);
  });

  it('never goes out once it is cancelled', async () => {
    const { postId, revision } = await schedule('cancelled', 10);
    await manager.api.posts.cancel({ params: { postId }, body: { revision } });
    await journey.advance('PT30M');
    expect(await stateOf(postId)).toBe('draft');
    expect(await timesOut('cancelled')).toBe(0);
  });

  it('rests while it is paused, and goes out once when it is resumed in time', async () => {
    const { postId, revision } = await schedule('paused', 20);
    const paused = await manager.api.posts.pause({ params: { postId }, body: { revision } });
    expect(paused).toMatchObject({ state: 'paused', targets: [{ state: 'paused' }] });
    await journey.advance('PT10M');
    await manager.api.posts.resume({ params: { postId }, body: { revision: paused.revision } });
    await journey.advance('PT12M');
    expect(await stateOf(postId)).toBe('published');
    expect(await timesOut('paused')).toBe(1);
  });

  it('never goes out late: paused over its minute it needs a new one', async () => {
    const { postId, revision } = await schedule('paused over', 10);
    const paused = await manager.api.posts.pause({ params: { postId }, body: { revision } });
    await journey.advance('PT30M');
    const late = manager.api.posts.resume({ params: { postId }, body: { revision: paused.revision } });
    expect(await problemOf(late)).toMatchObject({ status: 409, code: 'post.resume_too_late' });
    expect([await stateOf(postId), await timesOut('paused over')]).toEqual(['paused', 0]);
  });

  it('waits for its new minute when it is moved', async () => {
    const { postId, revision } = await schedule('moved', 10);
    const wallTime = journey.inMinutes(40);
    await manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime } });
    await journey.advance('PT20M');
    expect(await stateOf(postId)).toBe('scheduled');
    await journey.advance('PT22M');
    expect(await stateOf(postId)).toBe('published');
    expect(await timesOut('moved')).toBe(1);
  });
});

describe('a first comment', () => {
  const write = async (caption: string) => {
    const { mediaIds, accountIds } = desk;
    const body = { caption, firstComment: `#${caption}`, mediaIds, accountIds };
    const { postId, revision } = await manager.api.posts.create({ body });
    await manager.api.posts.publish({ params: { postId }, body: { revision } });
    return postId;
  };
  const pageOf = async (postId: string) => {
    const { state, targets } = await manager.api.posts.get({ params: { postId } });
    const page = await fetch(targets[0]?.permalink ?? '');
    return { state, comment: targets[0]?.comment, page: await page.text() };
  };
  const times = (page: string, comment: string) => page.split(comment).length - 1;

  it('stands under the post once it is out, once even when Instagram’s answer is lost', async () => {
    await journey.break({ operation: 'post_comment', reset: 'after' });
    const postId = await write('commented');
    await journey.advance('PT1M');
    expect(await stateOf(postId)).toBe('published');
    await journey.advance('PT2M');
    const { comment, page } = await pageOf(postId);
    expect(comment).toEqual({ state: 'posted' });
    expect(times(page, '#commented')).toBe(1);
  });

  it.each(['before', 'after'])('is there once also when its worker dies right %s Instagram took it', async (when) => {
    await journey.order('/functions/publishing-publish/kill', { at: 'post_comment', when });
    const postId = await write(`survived_${when}`);
    await journey.advance('PT1M');
    expect((await journey.state()).kills).toEqual([]);
    expect(await stateOf(postId)).toBe('published');
    await journey.advance('PT15M');
    const { state, comment, page } = await pageOf(postId);
    expect([state, comment]).toEqual(['published', { state: 'posted' }]);
    expect(times(page, `#survived_${when}`)).toBe(1);
  });

  it('that is refused leaves the post published, and says why', async () => {
    await journey.turn('/settings', { commentsOff: 'true' });
    const postId = await write('uncommented');
    await journey.advance('PT1M');
    await journey.turn('/settings', { commentsOff: 'false' });
    const { state, comment } = await pageOf(postId);
    expect([state, comment]).toEqual(['published', { state: 'failed', reason: 'comment.refused' }]);
  });
});

describe('publishing now', () => {
  it('sends a draft at once', async () => {
    const { postId, revision } = await draft(manager, desk, 'now');
    await manager.api.posts.publish({ params: { postId }, body: { revision } });
    await journey.advance('PT30S');
    expect(await stateOf(postId)).toBe('published');
    expect(await timesOut('now')).toBe(1);
  });

  it('says that it is too late to cancel what is out', async () => {
    const { items } = await manager.api.posts.list({ query: { state: 'published' } });
    const { postId = '', revision = 0 } = items[0] ?? {};
    const late = manager.api.posts.cancel({ params: { postId }, body: { revision } });
    expect(await problemOf(late)).toMatchObject({ status: 409, code: 'post.already_published' });
  });
});
