import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials, Handle, PlatformPost } from '#functions/platforms/platform.ts';
import { tiktokLinker } from '#functions/platforms/tiktok/oauth.ts';
import { tiktokPublisher } from '#functions/platforms/tiktok/publish.ts';
import { tiktokSecret } from '#local/sandbox/tiktok.ts';
import { breachesOf } from '#shared/platforms/check.ts';
import { startTikTokWorld, type TikTokWorld, tiktokCafe } from '#test/support/tiktok.ts';

let world: TikTokWorld;
let credentials: Credentials;
beforeEach(async () => {
  world = await startTikTokWorld();
  credentials = { externalId: tiktokCafe.id, token: (await world.connected()).token };
});
afterEach(() => world.close());

const photoPost = (options: Record<string, string> = {}, kind: 'photo' | 'draft' = 'photo'): PlatformPost => ({
  ...{ kind, caption: 'كرك المباركية 🌙', options: { privacy: 'PUBLIC_TO_EVERYONE', ...options } },
  media: [{ kind: 'image', url: world.pictureUrl }],
});
const stage = (publication = photoPost()) => tiktokPublisher.stage.run(credentials, { ...publication, handle: {} });
const reconcile = (handle: Handle, denied = false) =>
  tiktokPublisher.reconcile.run(credentials, { handle, parts: [], caption: '', armedAt: 0, denied });
/** Hands a post over; what TikTok gave for it. */
async function taken(publication = photoPost()): Promise<Handle> {
  const staged = await stage(publication);
  if (!staged.ok) throw new Error(staged.fault.reason);
  const sent = await tiktokPublisher.publish.run(credentials, { handle: staged.value.handle, parts: [] });
  if (!sent.ok || !('accepted' in sent.value)) throw new Error(sent.ok ? 'out at once' : sent.fault.reason);
  return sent.value.accepted;
}
const inits = () => world.sandbox.ledger().filter(({ operation }) => operation === 'content_init');

describe('connecting an account of TikTok', () => {
  it('brings tokens, the account and what was granted one by one', async () => {
    const linked = await world.connected({ withhold: 'video.list' });
    expect(linked).toMatchObject({ externalId: tiktokCafe.id, username: tiktokCafe.username });
    expect(linked.scopes).toContain('video.publish');
    expect(linked.scopes).not.toContain('video.list');
  });

  it('a used code and a refused consent are told, also where the refusal comes with status 200', async () => {
    const { code } = await world.allowed();
    await world.exchange(code);
    expect(await world.exchange(code)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
    expect(await world.allowed({ decision: 'deny' })).toMatchObject({ error: 'access_denied' });
  });

  it('every second refresh brings another refresh token and ends the old one', async () => {
    const first = await world.connected();
    const once = await tiktokLinker.refresh(first, tiktokSecret);
    expect(once.ok && once.value.refreshToken).toBe(first.refreshToken);
    const twice = await tiktokLinker.refresh(first, tiktokSecret);
    expect(twice.ok && twice.value.refreshToken).not.toBe(first.refreshToken);
    expect(await tiktokLinker.refresh(first, tiktokSecret)).toMatchObject({ fault: { disposition: 'reconnect' } });
    expect(await tiktokLinker.refresh(first, { ...tiktokSecret, clientSecret: 'wrong-secret' })).toMatchObject({
      fault: { disposition: 'permanent', reason: 'platform.misconfigured' },
    });
  });

  it.each([
    ['in the words of its other endpoints', { error: 'rate_limit_exceeded' }],
    ['in words that we do not know', { error: 'slow_down' }],
    ['in none', ''],
  ])('too many refreshes, said %s, disconnect nobody: it is tried later', async (_, body) => {
    const held = await world.connected();
    world.sandbox.faults.add({ operation: 'refresh_token', status: 429, body });
    expect(await tiktokLinker.refresh(held, tiktokSecret)).toMatchObject({
      ok: false,
      fault: { disposition: 'retry', reason: 'platform.busy' },
    });
  });

  it('is given back at the network when it is disconnected', async () => {
    const held = await world.connected();
    expect(await tiktokLinker.revoke?.(held, tiktokSecret)).toMatchObject({ ok: true });
    expect(await tiktokLinker.refresh(held, tiktokSecret)).toMatchObject({ fault: { disposition: 'reconnect' } });
  });
});

describe('what TikTok asks before a post', () => {
  const rules = (options: Record<string, string>) =>
    breachesOf({ kind: 'photo', caption: '', options, media: [{ mediaId: 'm', width: 1080, height: 1350 }] }, 'tiktok');

  it('nobody is preselected to see it, and it cannot go out before somebody chose', () => {
    expect(rules({})).toMatchObject([{ rule: 'option_missing', option: 'privacy' }]);
    expect(rules({ privacy: 'SOMEBODY' })).toMatchObject([{ rule: 'option_missing', option: 'privacy' }]);
    expect(rules({ privacy: 'SELF_ONLY' })).toEqual([]);
  });

  it('a disclosure says of what, and paid content cannot be for oneself alone', () => {
    expect(rules({ privacy: 'SELF_ONLY', disclose: 'on' })).toMatchObject([
      { rule: 'option_amiss', option: 'disclose' },
    ]);
    expect(rules({ privacy: 'SELF_ONLY', disclose: 'on', branded: 'on' })).toMatchObject([
      { rule: 'option_amiss', option: 'privacy' },
    ]);
    expect(rules({ privacy: 'PUBLIC_TO_EVERYONE', disclose: 'on', ownBrand: 'on' })).toEqual([]);
  });

  it('the account says what it offers', async () => {
    world.sandbox.switches.set({ privateAccounts: tiktokCafe.id, commentsOff: true });
    expect(await tiktokPublisher.offer?.run(credentials, {})).toEqual({
      ok: true,
      value: {
        name: tiktokCafe.username,
        choices: { privacy: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] },
        disabled: ['comments'],
      },
    });
  });

  it('what the account no longer offers at the minute is not sent', async () => {
    world.sandbox.switches.set({ privateAccounts: tiktokCafe.id });
    expect(await stage()).toMatchObject({ fault: { disposition: 'permanent', reason: 'content.option' } });
    expect(inits()).toEqual([]);
  });
});

describe('a photo on TikTok', () => {
  it('is taken, worked on, and live with every digit of its id once it may be seen', async () => {
    const handle = await taken(photoPost({ comments: 'on', disclose: 'on', ownBrand: 'on' }));
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'processing' } });
    await world.clock.advance(10_000);
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'live' } });
    await world.clock.advance(30_000);
    const found = await reconcile(handle);
    const [post] = world.sandbox.posts(tiktokCafe.id);
    expect(found).toEqual({ ok: true, value: { found: 'live', externalId: post?.id } });
    expect(String(Number(post?.id))).not.toBe(post?.id);
    const link = await tiktokPublisher.permalink.run(credentials, { externalId: post?.id ?? '' });
    expect(link.ok && (await fetch(link.value.permalink)).status).toBe(200);
    const [{ request } = { request: {} }] = inits();
    expect(JSON.parse(String((request as { post_info?: string }).post_info))).toMatchObject({
      ...{ privacy_level: 'PUBLIC_TO_EVERYONE', disable_comment: false },
      ...{ brand_content_toggle: false, brand_organic_toggle: true },
    });
  });

  it('for oneself alone is live without an address; a draft is live when it lies in the inbox', async () => {
    const own = await taken(photoPost({ privacy: 'SELF_ONLY' }));
    const draft = await taken(photoPost({}, 'draft'));
    await world.clock.advance(60_000);
    for (const handle of [own, draft]) expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'live' } });
  });

  it('whose answer was lost is never sent again by itself: a person looks, and is believed', async () => {
    const staged = await stage();
    const handle = staged.ok ? staged.value.handle : {};
    world.sandbox.faults.add({ operation: 'content_init', reset: 'after' });
    expect(await tiktokPublisher.publish.run(credentials, { handle, parts: [] })).toMatchObject({
      fault: { disposition: 'unknown' },
    });
    expect(await reconcile(handle)).toMatchObject({ ok: false, fault: { disposition: 'retry' } });
    expect(await reconcile(handle, true)).toEqual({ ok: true, value: { found: 'absent' } });
    expect(inits()).toHaveLength(1);
  });

  it('from an app that was not audited is refused with the reason; private and for oneself it goes', async () => {
    world.sandbox.switches.set({ audited: false });
    await expect(taken()).rejects.toThrow('platform.unapproved');
    world.sandbox.switches.set({ privateAccounts: tiktokCafe.id });
    expect(await taken(photoPost({ privacy: 'SELF_ONLY' }))).toHaveProperty('publishId');
  });

  it('that TikTok cannot fetch fails and says so', async () => {
    const gone = { ...photoPost(), media: [{ kind: 'image' as const, url: `${world.images.url}/gone.jpg` }] };
    const handle = await taken(gone);
    await world.clock.advance(10_000);
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'refused', reason: 'media.unreachable' } });
  });
});
