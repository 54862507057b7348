import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as socialApi } from '#functions/social/api.ts';
import { type SnapchatSandbox, snapchatSecret, snapchatShops, startSnapchat } from '#local/sandbox/snapchat.ts';
import { startTikTok, type TikTokSandbox, tiktokSecret, tiktokShops } from '#local/sandbox/tiktok.ts';
import { startX, type XSandbox, xSecret, xShops } from '#local/sandbox/x.ts';
import { dynamo } from '#runtime/table.ts';
import { client } from '#shared/contract/client.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import type { Post } from '#shared/posts/contract.ts';
import { social } from '#shared/social/contract.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { consent } from '#test/support/instagram.ts';
import { pointAt } from '#test/support/platform-env.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

let world: PublishingWorld;
let cafe: Business;
let [x, tiktok, snapchat]: [XSandbox?, TikTokSandbox?, SnapchatSandbox?] = [];
const accounts = {} as Record<Platform, string>;
const shops = { x: xShops[0], tiktok: tiktokShops[0], snapchat: snapchatShops[0] };

async function connect(platform: 'x' | 'tiktok' | 'snapchat', urls: Record<string, string>, secret: object) {
  pointAt(platform, urls);
  world.backend.secretsManager.putSecret(`ksa-test/${platform}`, JSON.stringify(secret));
  const calls = client(social, sendFor(socialApi, world.backend.issuer.issue(cafe.subject)));
  const { authorizeUrl } = await calls.connect({ params: { platform } });
  const { state, code } = await consent(authorizeUrl, { account: shops[platform]?.id ?? '' });
  accounts[platform] = (await calls.callback({ params: { platform }, body: { state, code } })).accountId;
}

beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
  const { ground } = world.backend;
  [x, tiktok, snapchat] = [await startX(ground), await startTikTok(ground), await startSnapchat(ground)];
  accounts.instagram = cafe.connected.accountId;
  await connect('x', x.urls, xSecret);
  await connect('tiktok', tiktok.urls, tiktokSecret);
  await connect('snapchat', snapchat.urls, snapchatSecret);
});
afterAll(async () => {
  for (const sandbox of [x, tiktok, snapchat]) await sandbox?.close();
  await world.close();
});

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const stateOn = async (post: Post) =>
  Object.fromEntries((await read(post)).targets.map(({ platform, state }) => [platform, state]));
const everywhere = () => Object.values(accounts);
const write = (
  caption: string,
  variants: { accountId: string; caption?: string; options?: Record<string, string> }[],
) => cafe.calls.create({ body: { caption, mediaIds: [cafe.mediaId], accountIds: everywhere(), variants } });
const seen = { privacy: 'PUBLIC_TO_EVERYONE' };
const postsOnX = (words: string) => x?.posts(xShops[0]?.id ?? '').filter(({ text }) => text === words) ?? [];

describe('one post on four networks', () => {
  it('goes out on each as it says there, once, with an address where there is one', async () => {
    const post = await write('صباح القهوة ☕️ #الكويت', [
      { accountId: accounts.x, caption: 'صباح القهوة من المباركية' },
      { accountId: accounts.tiktok, caption: 'قهوة المباركية', options: { ...seen, comments: 'on', unknown: 'on' } },
    ]);
    expect(post.variants).toContainEqual({
      accountId: accounts.tiktok,
      caption: 'قهوة المباركية',
      options: { ...seen, comments: 'on' },
    });
    await cafe.now(post);
    // TikTok shows the address of a post only some time after the post.
    await world.pass(10, { steps: 2 });
    const { targets, state } = await read(post);
    expect(state).toBe('published');
    expect(targets.filter(({ permalink }) => permalink !== undefined)).toHaveLength(4);
    expect(world.heldWith('صباح القهوة ☕️ #الكويت')).toHaveLength(1);
    expect(postsOnX('صباح القهوة من المباركية')).toHaveLength(1);
    expect(tiktok?.posts(tiktokShops[0]?.id ?? '').map(({ text }) => text)).toEqual(['قهوة المباركية']);
    expect(snapchat?.stories(snapchatShops[0]?.id ?? '')).toHaveLength(1);
  });

  it('cannot be planned while TikTok’s question is open, and says which one', async () => {
    const post = await write('بلا اختيار', []);
    const { revision, postId } = post;
    const refused = await problemOf(cafe.calls.publish({ params: { postId }, body: { revision } }));
    expect(refused).toMatchObject({ code: 'post.not_publishable' });
    expect(JSON.stringify(refused)).toContain('tiktok.option_missing.privacy');
  });

  it('that one network refuses is mended and sent again there alone; what is out elsewhere stays', async () => {
    const variants = [
      { accountId: accounts.x, caption: 'نص يرفضه إكس' },
      { accountId: accounts.tiktok, options: seen },
    ];
    const post = await write('يصل إلى الجميع', variants);
    x?.faults.add({
      operation: 'create_post',
      status: 403,
      body: { detail: 'You are not permitted to perform this action.' },
    });
    await cafe.now(post);
    await world.pass(3);
    expect(await stateOn(post)).toEqual({
      instagram: 'published',
      x: 'failed',
      tiktok: 'published',
      snapchat: 'published',
    });
    const before = [world.heldWith('يصل إلى الجميع').length, tiktok?.ledger().length, snapchat?.ledger().length];

    const failed = await read(post);
    const target = failed.targets.find(({ platform }) => platform === 'x');
    expect(target?.problem).toMatchObject({ reason: 'content.refused', step: 'write_again' });
    await cafe.calls.retry({
      params: { postId: post.postId, targetId: target?.targetId ?? '' },
      body: { revision: failed.revision, variant: { caption: 'نص مصحّح' } },
    });
    await world.pass(2);

    expect(await stateOn(post)).toMatchObject({ x: 'published' });
    expect((await read(post)).state).toBe('published');
    expect([postsOnX('نص يرفضه إكس').length, postsOnX('نص مصحّح').length]).toEqual([0, 1]);
    expect([world.heldWith('يصل إلى الجميع').length, tiktok?.ledger().length, snapchat?.ledger().length]).toEqual(
      before,
    );
  });
});

describe('what is particular to a network', () => {
  it('a text alone goes out on X, and as a thread in its order', async () => {
    const body = { caption: 'أولًا\n---\nثانيًا', mediaIds: [], accountIds: [accounts.x] };
    const post = await cafe.calls.create({ body });
    await cafe.now(post);
    await world.pass(3);
    expect(await stateOn(post)).toEqual({ x: 'published' });
    const [second] = postsOnX('ثانيًا');
    expect(postsOnX('أولًا')[0]?.id).toBe(second?.replyTo);
  });

  it('a lost answer of X is found again: out once', async () => {
    const post = await cafe.calls.create({ body: { caption: 'جواب ضائع', mediaIds: [], accountIds: [accounts.x] } });
    x?.faults.add({ operation: 'create_post', reset: 'after' });
    await cafe.now(post);
    await world.pass(4);
    expect(await stateOn(post)).toEqual({ x: 'published' });
    expect(postsOnX('جواب ضائع')).toHaveLength(1);
  });

  it('what TikTok takes and refuses later fails with its reason', async () => {
    tiktok?.switches.set({ failReason: 'spam_risk_text' });
    const body = { caption: 'نص مشبوه', mediaIds: [cafe.mediaId], accountIds: [accounts.tiktok] };
    const post = await cafe.calls.create({
      body: { ...body, variants: [{ accountId: accounts.tiktok, options: seen }] },
    });
    await cafe.now(post);
    await world.pass(3);
    tiktok?.switches.set({ failReason: '' });
    expect((await read(post)).targets).toMatchObject([{ state: 'failed', reason: 'content.caption' }]);
  });

  it('asking TikTok how far it is reads nothing of the post but its target', async () => {
    tiktok?.switches.set({ processingMs: 5 * 60_000 });
    const body = { caption: 'قيد المعالجة', mediaIds: [cafe.mediaId], accountIds: [accounts.tiktok] };
    const post = await cafe.calls.create({
      body: { ...body, variants: [{ accountId: accounts.tiktok, options: seen }] },
    });
    await cafe.now(post);
    await world.pass(1);
    expect(await stateOn(post)).toEqual({ tiktok: 'accepted' });
    const asked = () => tiktok?.ledger().filter(({ operation }) => operation === 'status_fetch').length ?? 0;
    const before = asked();
    const queried: string[] = [];
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'QueryCommand') queried.push(JSON.stringify(args.input));
          return next(args);
        },
      { step: 'initialize', name: 'queried' },
    );
    await world.pass(3, { sweeping: false });
    dynamo.middlewareStack.remove('queried');
    tiktok?.switches.set({ processingMs: 8_000 });

    expect(asked()).toBeGreaterThan(before);
    expect(queried.filter((input) => input.includes(post.postId))).toEqual([]);
  });

  it('while Snap does not let our app post, a person does, and says so', async () => {
    snapchat?.switches.set({ mode: 'not_allowlisted' });
    const body = { caption: '', mediaIds: [cafe.mediaId], accountIds: [accounts.snapchat] };
    const post = await cafe.calls.create({ body });
    await cafe.now(post);
    await world.pass(2);
    snapchat?.switches.set({ mode: 'ok' });
    const { targets, revision, postId } = await read(post);
    expect(targets).toMatchObject([
      { state: 'needs_review', problem: { reason: 'platform.by_hand', step: 'by_hand' } },
    ]);
    const params = { postId, targetId: targets[0]?.targetId ?? '' };
    await cafe.calls.resolve({ params, body: { revision, seen: true } });
    expect(await stateOn(post)).toEqual({ snapchat: 'published' });
  });
});
