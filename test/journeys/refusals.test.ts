import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '#local/demo/connect-account.ts';
import { answerStrings } from '#shared/publishing/reason-strings.ts';
import { problemOf } from '#test/support/gateway.ts';
import { picture } from '#test/support/images.ts';
import type { Journey } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish, upload } from '#test/support/journey-person.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

let journey: Journey;
let manager: Person;
let desk: Desk;

beforeAll(async () => {
  journey = await joinJourney();
  manager = await journey.openBusiness('manager@cafe.example');
  desk = await readyToPublish(manager);
});
beforeEach(() => journey.mend());
afterAll(() => journey?.close());

/** Publishes a new post now, as far as Instagram lets it come. */
async function publish(caption: string) {
  const { postId, revision } = await draft(manager, desk, caption);
  await manager.api.posts.publish({ params: { postId }, body: { revision } });
  await journey.advance('PT30S');
  return look(postId);
}

/** The post with what its one target says: where it stands, why, and what its people can do about it. */
async function look(postId: string) {
  const post = await manager.api.posts.get({ params: { postId } });
  const [target] = post.targets;
  if (target === undefined) throw new Error('The post has no target');
  return { ...post, target, nextStep: target.problem?.step };
}

const retry = ({ postId, revision, target }: Awaited<ReturnType<typeof look>>) =>
  manager.api.posts.retry({ params: { postId, targetId: target.targetId }, body: { revision } });
const timesOut = async (caption: string) => (await journey.published()).filter((one) => one === caption).length;
const refusal = (code: number, error_subcode?: number) => ({
  status: 400,
  body: { error: { message: 'refused', type: 'OAuthException', code, error_subcode, fbtrace_id: 'T' } },
});

describe('when Instagram refuses', () => {
  it('a picture of the wrong ratio is refused before it is ever scheduled', async () => {
    const wide = await upload(manager.api, await picture({ width: 1600, height: 500 }));
    const { postId, revision } = await draft(manager, { ...desk, mediaIds: [wide.mediaId] }, 'too wide');
    const body = { revision, wallTime: journey.inMinutes(10) };
    const refused = manager.api.posts.schedule({ params: { postId }, body });
    expect(await problemOf(refused)).toMatchObject({
      status: 422,
      code: 'post.not_publishable',
      details: [{ path: 'instagram.image_too_wide', limit: 1.91 }],
    });
  });

  it('a picture that only Instagram dislikes can be exchanged, and the post goes out', async () => {
    await journey.break({ operation: 'create_container', ...refusal(36003, 2207009) });
    const failed = await publish('wrong ratio');
    expect(failed).toMatchObject({ state: 'failed', target: { reason: 'content.image_ratio' }, nextStep: 'edit' });
    const other = await upload(manager.api, await picture({ width: 1080, height: 1350 }));
    const params = { postId: failed.postId };
    const { accountIds } = desk;
    const body = { caption: 'right ratio', mediaIds: [other.mediaId], accountIds, revision: failed.revision };
    const { revision } = await manager.api.posts.edit({ params, body });
    await manager.api.posts.publish({ params, body: { revision } });
    await journey.advance('PT30S');
    expect((await look(failed.postId)).state).toBe('published');
    expect([await timesOut('wrong ratio'), await timesOut('right ratio')]).toEqual([0, 1]);
  });

  it('a dead token asks to connect again; after that the post goes out', async () => {
    await journey.turn('/accounts/17841461234567891', { revoke: '460' });
    const failed = await publish('dead token');
    expect(failed).toMatchObject({ state: 'failed', target: { reason: 'account.reconnect' }, nextStep: 'reconnect' });
    expect((await manager.api.social.accounts()).items[0]?.health).toBe('needs_reconnect');
    await connectAccount(manager.api, 'instagram', 'mubarakiya.cafe');
    expect((await manager.api.social.accounts()).items).toMatchObject([{ health: 'healthy' }]);
    await retry(failed);
    await journey.advance('PT30S');
    expect((await look(failed.postId)).state).toBe('published');
    expect(await timesOut('dead token')).toBe(1);
  });

  it('a full daily quota is told as such and never turns into a late post without asking', async () => {
    await journey.turn('/settings', { quotaTotal: 0 });
    const waiting = await publish('over quota');
    expect(waiting).toMatchObject({ target: { reason: 'platform.quota' }, nextStep: 'reschedule' });
    await journey.advance('PT2H');
    const missed = await look(waiting.postId);
    expect(missed).toMatchObject({ state: 'missed', target: { reason: 'platform.quota' } });
    await journey.turn('/settings', { quotaTotal: 50 });
    await retry(missed);
    await journey.advance('PT30S');
    expect((await look(waiting.postId)).state).toBe('published');
    expect(await timesOut('over quota')).toBe(1);
  });
});

describe('when Instagram is in trouble', () => {
  it('a server error while preparing is tried again by itself, not before Instagram wants it', async () => {
    const busy = { ...refusal(2), status: 503, headers: { 'retry-after': '120' } };
    await journey.break({ operation: 'create_container', times: 2, ...busy });
    const waiting = await publish('5xx');
    expect(waiting).toMatchObject({ target: { reason: 'platform.unavailable' }, nextStep: 'wait' });
    expect(waiting.target.retryAt).toBeGreaterThan(journey.now() + 60_000);
    await journey.advance('PT10M');
    expect((await look(waiting.postId)).state).toBe('published');
    expect(await timesOut('5xx')).toBe(1);
  });

  it.each([
    ['drops the connection after publishing', { reset: 'after' }],
    ['drops the connection before publishing', { reset: 'before' }],
    ['publishes and answers with a time-out', { status: 504, when: 'after', body: '<html>Gateway Time-out</html>' }],
    ['publishes and claims to have blocked the app', { when: 'after', ...refusal(4, 2207051) }],
  ])('a call that %s leaves doubt, which is cleared by looking: once, never twice', async (what, fault) => {
    await journey.break({ operation: 'media_publish', ...fault });
    const { postId } = await publish(what);
    await journey.advance('PT12M');
    const post = await look(postId);
    expect(post).toMatchObject({ state: 'published', target: { permalink: expect.stringContaining('/p/') } });
    expect(await timesOut(what)).toBe(1);
    const { items } = await manager.api.posts.history({ params: { postId }, query: { limit: 100 } });
    expect(items.map(({ action }) => action)).toContain('target.unknown');
  });

  it('a doubt that nothing clears is put to a person, and a mistaken “it is not there” sends nothing twice', async () => {
    await journey.break({ operation: 'media_publish', reset: 'after' });
    const { postId, revision } = await draft(manager, desk, 'doubt');
    await manager.api.posts.publish({ params: { postId }, body: { revision } });
    await journey.advance('PT10S');
    await journey.break({ operation: 'container_status', times: 500, status: 503, body: 'x' });
    await journey.advance('PT30M');
    const asked = await look(postId);
    expect(asked).toMatchObject({ state: 'needs_review', nextStep: 'resolve' });
    const page = `${journey.endpoints().web}/posts/${postId}`;
    const mails = (await journey.mails(manager.email)).filter(({ text = '' }) => text.includes(page));
    expect(mails.map(({ subject }) => subject)).toEqual(['هل ظهر منشورك؟ نحتاج جوابك']);
    for (const said of ['doubt', '@mubarakiya.cafe', answerStrings.seen.ar, answerStrings.notSeen.ar])
      expect(mails[0]?.text).toContain(said);
    const params = { postId, targetId: asked.target.targetId };
    await manager.api.posts.resolve({ params, body: { revision: asked.revision, seen: false } });
    // The network is left alone for a few minutes, the container is as unreadable as before, and the account shows it.
    await journey.advance('PT10M');
    expect(await look(postId)).toMatchObject({ state: 'published', target: { found: true } });
    expect(await timesOut('doubt')).toBe(1);
  });
});
