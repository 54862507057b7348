import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instagramPublisher as instagram } from '#functions/platforms/instagram/publish.ts';
import type { Credentials, Handle, PlatformPost } from '#functions/platforms/platform.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { photo, startImageHost } from '#test/support/image-host.ts';
import { cafe, type InstagramWorld, startInstagramWorld } from '#test/support/instagram.ts';
import { LETTER } from '#test/support/made-up-network.ts';
import { pointAt } from '#test/support/platform-env.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const caption = 'قهوتنا مع الهيل ☕️ #الكويت @mubarakiya.cafe';

let world: InstagramWorld;
let credentials: Credentials;
beforeEach(async () => {
  world = await startInstagramWorld();
  pointAt('instagram', world.sandbox.urls);
  credentials = { externalId: cafe.id, token: await world.tokenFor() };
});
afterEach(() => world.close());

const post = (change: Partial<PlatformPost> = {}): PlatformPost => ({
  kind: 'image',
  caption,
  options: {},
  media: [{ kind: 'image', url: world.pictureUrl, altText: 'فنجان قهوة' }],
  ...change,
});
const stage = (publication = post()) => instagram.stage.run(credentials, { ...publication, handle: {} });
const check = (handle: Handle) => instagram.check.run(credentials, { handle });
const publish = (handle: Handle) => instagram.publish.run(credentials, { handle, parts: [] });
const reconcile = (handle: Handle, armedAt = world.clock.now(), denied = false) =>
  instagram.reconcile.run(credentials, { handle, parts: [], caption, armedAt, denied });
async function ready(publication = post()): Promise<Handle> {
  const staged = await stage(publication);
  if (!staged.ok) throw new Error(staged.fault.detail);
  await world.clock.advance(4_000);
  return staged.value.handle;
}
const fault = (disposition: string, more: object = {}) => ({ ok: false, fault: { disposition, ...more } });
const refuse = (operation: string, code: number, subcode?: number, status = 400) =>
  world.sandbox.faults.add({ operation, status, body: errorBody(code, subcode) });

describe('the way of a post', () => {
  it('goes from a container over processing to a public address, with the caption untouched', async () => {
    const staged = await stage();
    if (!staged.ok) throw new Error(staged.fault.detail);
    const { handle } = staged.value;

    expect(await check(handle)).toEqual({ ok: true, value: 'processing' });
    await world.clock.advance(4_000);
    expect(await check(handle)).toEqual({ ok: true, value: 'ready' });
    const published = await publish(handle);
    if (!published.ok) throw new Error(published.fault.detail);
    expect(await check(handle)).toEqual({ ok: true, value: 'published' });

    const link = await instagram.permalink.run(credentials, published.value);
    expect(link).toEqual({ ok: true, value: { permalink: expect.stringContaining('/p/') } });
    const [container] = world.sandbox.ledger().filter(({ operation }) => operation === 'create_container');
    expect(container?.request).toMatchObject({ caption, alt_text: 'فنجان قهوة' });
    expect(world.published()).toMatchObject([{ account: cafe.id, id: published.value.externalId }]);
  });

  it('keeps every digit of ids above 2^53', async () => {
    const handle = await ready();

    const published = await publish(handle);

    const [{ id = '' } = {}] = world.published();
    expect(published).toEqual({ ok: true, value: { externalId: id } });
    expect(String(Number(id))).not.toBe(id);
  });

  it('refuses a kind that it does not publish yet, without calling anyone', async () => {
    const before = world.sandbox.ledger().length;

    expect(await stage(post({ kind: LETTER }))).toMatchObject(fault('permanent'));
    expect(world.sandbox.ledger()).toHaveLength(before);
  });
});

describe('content that Instagram will never take fails for good, with the reason', () => {
  it.each([
    ['a picture that is too wide', async () => photo(1400, 600), 'content.image_ratio'],
    ['a picture that is no JPEG', async () => photo(800, 800, 'png'), 'content.image_type'],
    ['a picture over 8 MiB', async () => Buffer.alloc(9_000_000), 'content.image_too_large'],
  ])('%s', async (_, bytes, reason) => {
    const url = world.images.put('odd.jpg', await bytes());

    expect(await stage(post({ media: [{ kind: 'image', url }] }))).toMatchObject(fault('permanent', { reason }));
  });

  it('a caption over the limit', async () => {
    const tooLong = post({ caption: 'ق'.repeat(2201) });

    expect(await stage(tooLong)).toMatchObject(fault('permanent', { reason: 'content.caption' }));
  });

  it('a picture that cannot be fetched is tried again', async () => {
    const media = [{ kind: 'image' as const, url: `${world.images.url}/gone.jpg` }];

    expect(await stage(post({ media }))).toMatchObject(fault('retry', { reason: 'media.unreachable' }));
  });
});

describe('a container that came to nothing is staged anew', () => {
  it('after a day', async () => {
    const handle = await ready();
    await world.clock.advance(DAY);

    expect(await check(handle)).toMatchObject(fault('restage'));
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'lost' } });
  });

  it('after an upload that failed on Instagram’s side, but not when the file itself is refused', async () => {
    world.sandbox.configure({ processingFailure: 2207053 });
    expect(await check(await ready())).toMatchObject(fault('restage'));
    world.sandbox.configure({ processingFailure: 2207026 });
    expect(await check(await ready())).toMatchObject(fault('permanent', { reason: 'content.refused' }));
  });
});

describe('what an error means before anything is published', () => {
  it.each([
    ['expired token', 190, 463, 'reconnect', 'account.reconnect'],
    ['app removed', 190, 458, 'reconnect', 'account.reconnect'],
    ['permission taken away', 10, undefined, 'reconnect', 'account.reconnect'],
    ['permission missing', 200, undefined, 'reconnect', 'account.reconnect'],
    ['throttled', 4, undefined, 'retry', 'platform.busy'],
    ['throttled for this business', 80002, undefined, 'retry', 'platform.busy'],
    ['quota', 9, 2207042, 'retry', 'platform.quota'],
    ['temporary', 2, undefined, 'retry', 'platform.unavailable'],
    ['not listed', 777, 1, 'retry', 'platform.unavailable'],
    ['account restricted', 25, 2207050, 'permanent', 'account.restricted'],
    ['spam', 4, 2207051, 'permanent', 'platform.blocked'],
    ['bad parameter', 100, 2207028, 'permanent', 'content.refused'],
    ['object missing', 100, 33, 'permanent', 'content.refused'],
    ['capability missing', 3, undefined, 'permanent', 'platform.misconfigured'],
  ])('%s (%i/%s) is %s', async (_, code, subcode, disposition, reason) => {
    refuse('create_container', code, subcode);

    expect(await stage()).toMatchObject(fault(disposition, { reason }));
  });

  it('an account that is no tester of our app is our fault, not the token’s', async () => {
    world.sandbox.switchAccount(cafe.id, { tester: false });

    expect(await stage()).toMatchObject(fault('permanent', { reason: 'platform.misconfigured' }));
  });

  it('the longest wait that the headers ask for is honoured', async () => {
    const usage = { '1784': [{ type: 'instagram', estimated_time_to_regain_access: 42 }] };
    world.sandbox.faults.add({
      operation: 'create_container',
      status: 400,
      headers: { 'x-business-use-case-usage': JSON.stringify(usage), 'retry-after': '60' },
      body: errorBody(80002),
    });

    expect(await stage()).toMatchObject(fault('retry', { retryAfterMs: 42 * MINUTE }));
  });

  it('a plain 429 is waited for, and a glitch on reading is read again', async () => {
    const handle = await ready();
    world.sandbox.faults.add([
      { operation: 'create_container', status: 429, headers: { 'retry-after': '1800' } },
      { operation: 'container_status', status: 400, body: errorBody(100, 33) },
    ]);

    expect(await stage()).toMatchObject(fault('retry', { reason: 'platform.busy', retryAfterMs: 30 * MINUTE }));
    expect(await check(handle)).toMatchObject(fault('retry'));
  });
});

describe('a publish call whose outcome is not certain is in doubt, never a failure', () => {
  it.each([
    ['accepted, then the connection dropped', { reset: 'after' as const }],
    ['dropped before it arrived', { reset: 'before' as const }],
    ['accepted, then 500', { when: 'after' as const, status: 500, body: 'oops' }],
    ['accepted, then an unreadable 200', { when: 'after' as const, status: 200, body: '{"id":' }],
    ['accepted, then "blocked as spam"', { when: 'after' as const, status: 400, body: errorBody(4, 2207051) }],
    ['accepted, then "temporary" with 400', { when: 'after' as const, status: 400, body: errorBody(2) }],
    ['refused with a code nobody listed', { status: 400, body: errorBody(4711) }],
    ['refused as throttled, but with 503', { status: 503, body: errorBody(4) }],
  ])('%s', async (_, broken) => {
    const handle = await ready();
    world.sandbox.faults.add({ operation: 'media_publish', ...broken });

    expect(await publish(handle)).toMatchObject(fault('unknown', { reason: 'publishing.in_doubt' }));
    const live = world.published().length === 1;
    expect(await reconcile(handle)).toMatchObject({ ok: true, value: { found: live ? 'live' : 'absent' } });
  });

  it('publishing a container that is live already is in doubt too, and publishes nothing', async () => {
    const handle = await ready();
    await publish(handle);

    expect(await publish(handle)).toMatchObject(fault('unknown'));
    expect(world.published()).toHaveLength(1);
  });

  it.each([
    ['a dead token', 190, 463, 'reconnect'],
    ['the quota', 9, 2207042, 'retry'],
    ['throttling', 4, undefined, 'retry'],
    ['a restricted account', 25, 2207050, 'permanent'],
  ])('%s is a refusal that proves nothing went out', async (_, code, subcode, disposition) => {
    const handle = await ready();
    refuse('media_publish', code, subcode);

    expect(await publish(handle)).toMatchObject(fault(disposition));
  });

  it('a connection that never came about proves it as well', async () => {
    const handle = await ready();
    const gone = await startImageHost();
    await gone.close();
    pointAt('instagram', { ...world.sandbox.urls, graph: gone.url });

    expect(await publish(handle)).toMatchObject(fault('retry', { reason: 'platform.unavailable' }));
  });
});

describe('reconciling', () => {
  it('finds the post that was made, also when captions are not shown', async () => {
    world.sandbox.configure({ showCaptions: false });
    const handle = await ready();
    await publish(handle);

    const [{ id = '' } = {}] = world.published();
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'live', externalId: id } });
  });

  it('binds nothing when two posts fit, and nothing when none does', async () => {
    const first = await ready();
    const second = await ready();
    await publish(first);
    await publish(second);

    expect(await reconcile(second)).toEqual({ ok: true, value: { found: 'live' } });
    expect(await reconcile(second, world.clock.now() + 10 * MINUTE)).toEqual({ ok: true, value: { found: 'live' } });
  });

  it('takes no neighbour with another caption', async () => {
    const handle = await ready();
    await publish(await ready(post({ caption: 'منشور آخر' })));
    await publish(handle);

    const mine = world.published()[1]?.id;
    expect(await reconcile(handle)).toEqual({ ok: true, value: { found: 'live', externalId: mine } });
  });

  it('waits while the container is processed, and never guesses when reading fails', async () => {
    const staged = await stage();
    if (!staged.ok) throw new Error(staged.fault.detail);

    expect(await reconcile(staged.value.handle)).toEqual({ ok: true, value: { found: 'processing' } });
    world.sandbox.faults.add({ operation: 'container_status', reset: 'before' });
    expect(await reconcile(staged.value.handle)).toMatchObject(fault('retry'));
  });
});

describe('reconciling what a person says is not there, when the container tells nothing', () => {
  const mute = () => world.sandbox.faults.add({ operation: 'container_status', status: 503, body: 'x', times: 100 });
  const askAgain = (handle: Handle, armedAt?: number) => reconcile(handle, armedAt, true);

  it('finds our words at our time among what the account shows', async () => {
    const handle = await ready();
    await publish(await ready(post({ caption: 'منشور آخر' })));
    await publish(handle);
    mute();
    const mine = world.published()[1]?.id;
    expect(await askAgain(handle)).toEqual({ ok: true, value: { found: 'live', externalId: mine } });
  });

  it('takes two that fit for proof that it is out, and binds neither', async () => {
    const handle = await ready();
    await publish(handle);
    await publish(await ready());
    mute();
    expect(await askAgain(handle)).toEqual({ ok: true, value: { found: 'live' } });
  });

  it('says that what we hold is of no use when the account shows other posts only, or ours of another day', async () => {
    await publish(await ready(post({ caption: 'منشور آخر' })));
    await publish(await ready());
    mute();
    const handle = { containerId: '17900000000000001' };
    expect(await askAgain(handle, world.clock.now() + 10 * MINUTE)).toEqual({ ok: true, value: { found: 'lost' } });
    expect(await askAgain(handle, world.clock.now() - 10 * MINUTE)).toEqual({ ok: true, value: { found: 'lost' } });
  });

  it('proves nothing when words are not shown, or nothing is', async () => {
    const handle = await ready();
    await publish(handle);
    mute();
    world.sandbox.configure({ showCaptions: false });
    expect(await askAgain(handle)).toMatchObject(fault('retry'));
    world.sandbox.configure({ showCaptions: true });
    world.sandbox.faults.add({ operation: 'media_list', status: 503, body: 'x' });
    expect(await askAgain(handle)).toMatchObject(fault('retry'));
  });

  it('believes the container where it does tell', async () => {
    const handle = await ready();
    expect(await askAgain(handle)).toEqual({ ok: true, value: { found: 'absent' } });
  });
});

it('no fault ever carries the token or the caption', async () => {
  const handle = await ready();
  world.sandbox.faults.add([
    { operation: 'create_container', status: 400, body: errorBody(100, 1, { message: `bad ${credentials.token}` }) },
    { operation: 'media_publish', reset: 'after' },
  ]);

  const faults = JSON.stringify([await stage(), await publish(handle)]);

  expect(faults).not.toContain(credentials.token);
  expect(faults).not.toContain(caption);
});
