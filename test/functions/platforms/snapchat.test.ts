import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials, Handle, PlatformPost } from '#functions/platforms/platform.ts';
import { snapchatLinker } from '#functions/platforms/snapchat/oauth.ts';
import { snapchatPublisher } from '#functions/platforms/snapchat/publish.ts';
import { encrypted } from '#functions/platforms/snapchat/upload.ts';
import { snapchatSecret } from '#local/sandbox/snapchat.ts';
import { now } from '#runtime/clock.ts';
import { photo } from '#test/support/image-host.ts';
import { type SnapchatWorld, snapchatCafe, startSnapchatWorld } from '#test/support/snapchat.ts';

let world: SnapchatWorld;
let credentials: Credentials;
beforeEach(async () => {
  world = await startSnapchatWorld();
  credentials = { externalId: snapchatCafe.id, token: (await world.connected()).token };
});
afterEach(() => world.close());

const story = (kind: 'story' | 'saved' = 'story'): PlatformPost => ({
  ...{ kind, caption: 'كرك المباركية', options: {} },
  media: [{ kind: 'image', url: world.pictureUrl }],
});
const stage = (publication = story(), as = credentials) =>
  snapchatPublisher.stage.run(as, { ...publication, handle: {} });
async function staged(publication = story()): Promise<Handle> {
  const held = await stage(publication);
  if (!held.ok) throw new Error(held.fault.reason);
  await world.clock.advance(3_000);
  return held.value.handle;
}
const publish = (handle: Handle) => snapchatPublisher.publish.run(credentials, { handle, parts: [] });
const reconcile = (handle: Handle, armedAt = world.clock.now()) =>
  snapchatPublisher.reconcile.run(credentials, { handle, parts: [], caption: '', armedAt, denied: false });
const stories = () => world.sandbox.stories(snapchatCafe.id);

describe('the encryption of a file', () => {
  const key = Buffer.from('00112233445566778899aabbccddeeff'.repeat(2), 'hex');
  const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

  it.each([
    ['hello snap', 'a5799d722d325467b3723d8be25f81e9'],
    ['0123456789abcdef', '2b78ee1890f0198dfdf2199a650d0e5ef9d20c591779eb8b4e5856b01f258ba2'],
  ])('of %s is what the fact sheet says', (plain, cipher) => {
    expect(encrypted(Buffer.from(plain), key, iv).toString('hex')).toBe(cipher);
    expect([key.toString('base64'), iv.toString('base64')]).toEqual([
      'ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=',
      'AAECAwQFBgcICQoLDA0ODw==',
    ]);
  });

  it('reaches Snap as the very bytes that were approved, under a key that nothing keeps', async () => {
    const { mediaId = '' } = await staged();
    expect(world.sandbox.sha256Of(mediaId)).toBe(
      createHash('sha256')
        .update(await photo())
        .digest('hex'),
    );
    const ledger = JSON.stringify(world.sandbox.ledger());
    expect(ledger).not.toMatch(/"(key|iv)"/);
  });
});

describe('a story on Snapchat', () => {
  it('goes out without an id, and is bound to what the profile shows', async () => {
    const armedAt = world.clock.now();
    const sent = await publish(await staged());
    const handle = sent.ok && 'accepted' in sent.value ? sent.value.accepted : {};
    expect(await reconcile(handle, armedAt)).toEqual({
      ok: true,
      value: { found: 'live', externalId: stories()[0]?.id },
    });
  });

  it('that is still worked on is tried again with the same file', async () => {
    const held = await stage();
    const handle = held.ok ? held.value.handle : {};
    expect(await publish(handle)).toMatchObject({ fault: { disposition: 'retry', reason: 'platform.busy' } });
    await world.clock.advance(3_000);
    expect((await publish(handle)).ok).toBe(true);
    expect(stories()).toHaveLength(1);
  });

  it('whose answer was lost is found; not shown it is absent, and two of one time leave only the link open', async () => {
    const armedAt = world.clock.now();
    const handle = await staged();
    expect(await reconcile(handle, armedAt)).toEqual({ ok: true, value: { found: 'absent' } });
    world.sandbox.faults.add({ operation: 'create_story', reset: 'after' });
    expect(await publish(handle)).toMatchObject({ fault: { disposition: 'unknown' } });
    expect(await reconcile(handle, armedAt)).toMatchObject({ value: { found: 'live', externalId: stories()[0]?.id } });
    await publish(await staged());
    expect(await reconcile(handle, armedAt)).toEqual({ ok: true, value: { found: 'live' } });
  });

  it('that was taken and is never listed is out all the same, after ten minutes of looking', async () => {
    const handle = await staged();
    const taken = (minutesAgo: number) => ({ ...handle, postedAt: String(now() - minutesAgo * 60_000) });
    expect(await reconcile(taken(9))).toEqual({ ok: true, value: { found: 'processing' } });
    expect(await reconcile(taken(11))).toEqual({ ok: true, value: { found: 'live' } });
  });

  it('that is saved keeps its title', async () => {
    await publish(await staged(story('saved')));
    expect(stories()).toMatchObject([{ title: 'كرك المباركية' }]);
  });
});

describe('before Snap has put our app on its list', () => {
  it('an account is connected under a name of its own, and its posts are for a person to post', async () => {
    world.sandbox.switches.set({ mode: 'not_allowlisted' });
    const linked = await world.connected();
    expect(linked.externalId).toMatch(/^pending-/);
    const before = world.sandbox.ledger().length;
    expect(await stage(story(), linked)).toMatchObject({
      fault: { disposition: 'permanent', reason: 'platform.by_hand' },
    });
    expect(world.sandbox.ledger()).toHaveLength(before);
  });

  it.each(['not_allowlisted', 'denied'])('a connected profile is not blamed when the app is %s', async (mode) => {
    world.sandbox.switches.set({ mode });
    expect(await stage()).toMatchObject({ fault: { reason: 'platform.by_hand' } });
  });

  it('one profile that forbids asks for a reconnection', async () => {
    world.sandbox.faults.add({ operation: 'create_media', status: 403, body: '' });
    expect(await stage()).toMatchObject({ fault: { disposition: 'reconnect' } });
  });
});

describe('keeping it connected', () => {
  it('each refresh brings a new pair; without a new refresh token the old one stays', async () => {
    const first = await world.connected();
    const second = await snapchatLinker.refresh(first, snapchatSecret);
    expect(second.ok && second.value.refreshToken).toEqual(expect.any(String));
    expect(await snapchatLinker.refresh(first, snapchatSecret)).toMatchObject({ fault: { disposition: 'reconnect' } });
    world.sandbox.switches.set({ rotates: false });
    const third = await snapchatLinker.refresh(second.ok ? second.value : first, snapchatSecret);
    expect(third).toMatchObject({ ok: true });
    expect(third.ok && third.value.refreshToken).toBeUndefined();
  });
});
