import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials, Handle, PlatformPost } from '#functions/platforms/platform.ts';
import { xPublisher } from '#functions/platforms/x/publish.ts';
import { startXWorld, type XWorld, xCafe } from '#test/support/x.ts';

const MINUTE = 60_000;
const caption = 'كرك بالهيل ☕️ shop.com.kw';
let world: XWorld;
let credentials: Credentials;
beforeEach(async () => {
  world = await startXWorld();
  credentials = { externalId: xCafe.id, token: (await world.connected()).token };
});
afterEach(() => world.close());

const text = (words = caption): PlatformPost => ({ kind: 'post', caption: words, options: {}, media: [] });
const picture = () => ({ kind: 'image' as const, url: world.pictureUrl, altText: 'كوب كرك' });
/** Hands over a post until X has all of it. */
async function staged(publication: PlatformPost): Promise<{ handle: Handle; pieces?: number }> {
  let handle: Handle = {};
  for (let turn = 0; turn < 6; turn++) {
    const held = await xPublisher.stage.run(credentials, { ...publication, handle });
    if (!held.ok) throw new Error(held.fault.detail);
    handle = held.value.handle;
    if (!held.value.more) return held.value;
  }
  throw new Error('never staged');
}
const publish = (handle: Handle, parts: readonly string[] = []) =>
  xPublisher.publish.run(credentials, { handle, parts });
const doubt = (handle: Handle, more: { parts?: readonly string[]; denied?: boolean } = {}) =>
  xPublisher.reconcile.run(credentials, {
    ...{ handle, caption, parts: [], denied: false, armedAt: world.clock.now() - 1000 },
    ...more,
  });
const lose = (operation: string) => world.sandbox.faults.add({ operation, reset: 'after' });

describe('a post on X', () => {
  it('of text alone is one call, with its words untouched and a public address', async () => {
    const { handle } = await staged(text());
    expect(await xPublisher.check.run(credentials, { handle })).toEqual({ ok: true, value: 'ready' });
    const published = await publish(handle);
    const [{ id = '', request } = { request: {} }] = world.made();
    expect(published).toEqual({ ok: true, value: { externalId: id } });
    expect(request).toMatchObject({ text: caption });
    const link = await xPublisher.permalink.run(credentials, { externalId: id });
    expect(link).toMatchObject({ value: { permalink: expect.stringContaining(`/i/status/${id}`) } });
    expect(link.ok && (await fetch(link.value.permalink)).status).toBe(200);
  });

  it('brings four images one by one, described, before anybody sees anything', async () => {
    const { handle } = await staged({ ...text(), media: [picture(), picture(), picture(), picture()] });
    expect(world.made()).toEqual([]);
    const uses = (operation: string) => world.sandbox.ledger().filter((row) => row.operation === operation).length;
    expect([uses('media_finalize'), uses('media_metadata')]).toEqual([4, 4]);
    await publish(handle);
    expect(world.sandbox.posts(xCafe.id)[0]?.media).toHaveLength(4);
  });

  it('uses smaller pieces where the edge takes no large ones', async () => {
    world.sandbox.switches.set({ chunkMax: 1_200_000 });
    const noise = Buffer.alloc(2_500_000);
    const url = world.images.put(
      'large.jpg',
      Buffer.concat([Buffer.from(await (await fetch(world.pictureUrl)).arrayBuffer()), noise]),
    );
    const { handle } = await staged({ ...text(), media: [{ kind: 'image', url }] });
    expect((await publish(handle)).ok).toBe(true);
  });

  it('as a thread goes out part by part, each an answer to the one before', async () => {
    const { handle, pieces } = await staged({ ...text('أولًا\n---\nثانيًا\n---\nثالثًا'), media: [picture()] });
    expect(pieces).toBe(3);
    const parts: string[] = [];
    for (let part = 0; part < 3; part++) {
      await world.clock.advance(1000);
      const out = await publish(handle, parts);
      if (!out.ok) throw new Error(out.fault.detail);
      parts.push(out.value.externalId);
    }
    const posts = world.sandbox.posts(xCafe.id).toReversed();
    expect(posts.map(({ text: words, replyTo, media }) => [words, replyTo, media.length])).toEqual([
      ['أولًا', '', 1],
      ['ثانيًا', parts[0], 0],
      ['ثالثًا', parts[1], 0],
    ]);
  });
});

describe('in doubt', () => {
  it('a post whose answer was lost is found by its words, with shortened links, and sent no second time', async () => {
    const { handle } = await staged(text());
    lose('create_post');
    expect(await publish(handle)).toMatchObject({ ok: false, fault: { disposition: 'unknown' } });
    expect(await doubt(handle)).toEqual({ ok: true, value: { found: 'live', externalId: world.made()[0]?.id } });
  });

  it('one with an image is found although X adds a link to its words', async () => {
    const { handle } = await staged({ ...text(), media: [picture()] });
    lose('create_post');
    await publish(handle);
    expect(await doubt(handle)).toMatchObject({ value: { found: 'live', externalId: expect.any(String) } });
  });

  it('a part of a thread is found among the answers to the part before, whichever vocabulary X speaks', async () => {
    const { handle } = await staged(text('أولًا\n---\nثانيًا'));
    const head = await publish(handle);
    const parts = head.ok ? [head.value.externalId] : [];
    lose('create_post');
    await publish(handle, parts);
    const expected = { value: { found: 'live', externalId: world.made()[1]?.id } };
    expect(await doubt(handle, { parts })).toMatchObject(expected);
    world.sandbox.switches.set({ vocabulary: 'post' });
    expect(await doubt(handle, { parts })).toMatchObject(expected);
  });

  it('not seen, a plain text is absent; with media or in a thread a person is asked, and believed', async () => {
    expect(await doubt((await staged(text())).handle)).toEqual({ ok: true, value: { found: 'absent' } });
    const { handle } = await staged({ ...text(), media: [picture()] });
    expect(await doubt(handle)).toMatchObject({ ok: false, fault: { disposition: 'retry' } });
    expect(await doubt(handle, { denied: true })).toEqual({ ok: true, value: { found: 'absent' } });
  });

  it('an older post with the same words is not taken for ours', async () => {
    const { handle } = await staged(text());
    await publish(handle);
    await world.clock.advance(10 * MINUTE);
    expect(await doubt(handle)).toEqual({ ok: true, value: { found: 'absent' } });
  });

  it('the same words again are refused by X, which may mean that they are there: it is looked', async () => {
    const { handle } = await staged(text());
    await publish(handle);
    const again = await publish(handle);
    expect(again).toMatchObject({ ok: false, fault: { disposition: 'unknown', reason: 'content.duplicate' } });
    expect(await doubt(handle)).toMatchObject({ value: { found: 'live' } });
  });
});

describe('what X itself refuses', () => {
  it('too long a text, two company signs and a file that it does not know are refused as its rules say', async () => {
    const refused = async (words: string) => publish((await staged(text(words))).handle);
    expect(await refused('ا'.repeat(281))).toMatchObject({
      fault: { disposition: 'permanent', reason: 'content.refused' },
    });
    expect(await refused('$KFH $NBK')).toMatchObject({
      fault: { disposition: 'permanent', reason: 'content.caption' },
    });
    expect(await publish({ texts: '["x"]', media: '1799999999999999999' })).toMatchObject({
      fault: { disposition: 'restage', reason: 'content.media' },
    });
  });

  it('an account without credit waits, a link costs more than a plain text, and nothing is posted for nothing', async () => {
    world.sandbox.switches.set({ creditMills: 100 });
    expect(await publish((await staged(text())).handle)).toMatchObject({
      fault: { disposition: 'retry', reason: 'platform.unpaid' },
    });
    expect((await publish((await staged(text('بلا رابط'))).handle)).ok).toBe(true);
    expect(world.sandbox.switches.get().creditMills).toBe(85);
    expect(world.made()).toHaveLength(1);
  });

  it('a token taken away asks for a new one', async () => {
    const { handle } = await staged(text());
    world.sandbox.revoke(xCafe.id);
    expect(await publish(handle)).toMatchObject({ fault: { disposition: 'reconnect', runOut: true } });
    expect(world.made()).toEqual([]);
  });
});
