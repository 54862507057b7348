import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/media/api.ts';
import { media as entity } from '#functions/media/media.entity.ts';
import { mediaForPosts } from '#functions/media/media-for-posts.ts';
import { client } from '#shared/contract/client.ts';
import { media } from '#shared/media/contract.ts';
import { shapeNames, ways } from '#shared/media/frame.ts';
import { misfits } from '#shared/platforms/media-fit.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { probeJpeg } from '#test/support/jpeg-probe.ts';
import { openMediaWork } from '#test/support/media.ts';
import type { Teammate } from '#test/support/people.ts';
import { sendForm } from '#test/support/send-form.ts';

let backend: Backend;
let work: ReturnType<typeof openMediaWork>;
let editor: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  work = openMediaWork(backend);
  editor = await backend.signInAs('editor');
});
afterAll(() => backend.close());
const api = () => client(media, sendFor(handler, editor.token));

/** The upper half red, the lower half blue, so that a cut tells where it was made. */
const twoColoured = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
    .composite([
      {
        input: { create: { width, height: Math.round(height / 2), channels: 3, background: '#ff0000' } },
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .toBuffer();

async function inLibrary(file: Buffer) {
  const { media: begun, form } = await api().upload({
    body: { fileName: 'a.jpg', contentType: 'image/jpeg', bytes: file.length },
  });
  await sendForm(form, file);
  const params = { mediaId: begun.mediaId };
  await api().finish({ params });
  await work.settle();
  return api().get({ params });
}

const objectAt = async (url = '') => {
  const stored = backend.s3.read('ksa-test-media', new URL(url).pathname.slice(1));
  return stored && Buffer.concat(await stored.body.toArray());
};

async function framed(
  mediaId: string,
  shape: (typeof shapeNames)[number],
  body: { way: 'crop' | 'fit'; x: number; y: number; everywhere?: boolean },
) {
  await api().frame({ params: { mediaId, shape }, body });
  await work.settle();
  const seen = await api().get({ params: { mediaId } });
  return { seen, version: seen.versions?.find((each) => each.shape === shape) };
}

describe('framing an image', () => {
  it('is stored as numbers at once and made by the worker', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    const asked = await api().frame({ params: { mediaId, shape: 'portrait' }, body: { way: 'crop', x: 50, y: 10 } });
    expect(asked.versions).toEqual([
      { shape: 'portrait', way: 'crop', x: 50, y: 10, width: 1080, height: 1350, url: undefined },
    ]);
    await work.settle();
    const [version] = (await api().get({ params: { mediaId } })).versions ?? [];
    expect(version).toMatchObject({ shape: 'portrait', x: 50, y: 10, width: 1080, height: 1350 });
    const jpeg = (await objectAt(version?.url)) ?? Buffer.alloc(0);
    expect(probeJpeg(jpeg)).toMatchObject({ width: 1080, height: 1350, components: 3, precision: 8, isComplete: true });
  });

  it('cuts around the point that was chosen', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 3000));
    const share = async (y: number) => {
      const { version } = await framed(mediaId, 'square', { way: 'crop', x: 50, y });
      const { channels } = await sharp(await objectAt(version?.url)).stats();
      return Math.round((channels[0]?.mean ?? 0) / 2.55);
    };
    expect(await share(0)).toBeGreaterThan(97);
    expect(await share(100)).toBeLessThan(3);
    expect(Math.abs((await share(50)) - 50)).toBeLessThan(3);
  });

  it('fits a banner whole onto a blurred picture of itself', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1600, 400));
    const { version } = await framed(mediaId, 'square', { way: 'fit', x: 50, y: 50 });
    const jpeg = (await objectAt(version?.url)) ?? Buffer.alloc(0);
    expect(probeJpeg(jpeg)).toMatchObject({ width: 1080, height: 1080 });
    // The whole banner stands in the middle: 270 pixels high, red above blue.
    const pixels = await sharp(jpeg).extract({ left: 20, top: 400, width: 1040, height: 280 }).raw().toBuffer();
    const at = (y: number) => [...pixels.subarray(y * 1040 * 3, y * 1040 * 3 + 3)];
    expect(at(60)[0]).toBeGreaterThan(200);
    expect(at(220)[2]).toBeGreaterThan(200);
  });

  it.each(shapeNames.flatMap((shape) => ways.map((way) => [shape, way] as const)))(
    'as %s, by %s: what is made says in its own header what was promised, and hides nothing',
    async (shape, way) => {
      const { mediaId } = await inLibrary(await twoColoured(1500, 1100));
      const { version } = await framed(mediaId, shape, { way, x: 30, y: 70 });
      const facts = probeJpeg((await objectAt(version?.url)) ?? Buffer.alloc(0));
      expect(facts).toMatchObject({ width: version?.width, height: version?.height, components: 3, isComplete: true });
      expect(facts.segments.filter((name) => /Exif|http|Photoshop|ICC/.test(name))).toEqual([]);
      const takers = platforms.flatMap((platform) =>
        Object.values(networkOf(platform).kinds).filter(
          ({ image }) => image && !Object.values(misfits(facts, image)).includes(true),
        ),
      );
      if (shape !== 'story') expect(takers.length).toBeGreaterThan(0);
    },
  );

  it('asked for twice is made once; another choice of the shape replaces it', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    const first = await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 0 });
    const puts = () => backend.calls.filter(({ action }) => action === 's3:PutObject').length;
    const before = puts();
    expect((await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 0 })).seen).toEqual(first.seen);
    expect(puts()).toBe(before);
    const second = await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 100 });
    expect(second.seen.versions).toHaveLength(1);
    expect(second.version?.url).not.toBe(first.version?.url);
    expect(await objectAt(first.version?.url)).toBeDefined();
  });

  it('chosen for everywhere is told, and given up again', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1200));
    const { seen } = await framed(mediaId, 'landscape', { way: 'crop', x: 50, y: 50, everywhere: true });
    expect(seen.chosen).toBe('landscape');
    const image = (await mediaForPosts(editor.clientId, [mediaId])).get(mediaId);
    expect(image).toMatchObject({ chosen: 'landscape', versions: [{ shape: 'landscape', width: 1080 }] });
    const bytes = (await objectAt(seen.versions?.[0]?.url)) ?? '';
    expect(image?.versions?.[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const whole = await api().unframe({ params: { mediaId, shape: 'landscape' } });
    expect(whole).toMatchObject({ versions: [] });
    expect(whole.chosen).toBeUndefined();
  });

  it.each(['s3:GetObject', 's3:PutObject', 'dynamodb:UpdateItem'])(
    'goes on after %s failed on the way',
    async (action) => {
      const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
      await api().frame({ params: { mediaId, shape: 'portrait' }, body: { way: 'crop', x: 50, y: 50 } });
      backend.deny(action);
      await work.settle();
      backend.allow(action);
      await work.again();
      const [version] = (await api().get({ params: { mediaId } })).versions ?? [];
      expect(version?.url).toBeDefined();
    },
  );

  it('goes with its image, and leaves no object behind', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    const { seen } = await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 50 });
    await framed(mediaId, 'portrait', { way: 'fit', x: 50, y: 50 });
    await api().remove({ params: { mediaId } });
    const objects = backend.ground.db.prepare('SELECT key FROM s3_object WHERE key LIKE ?').all(`%${mediaId}%`);
    expect(objects).toEqual([]);
    expect(await objectAt(seen.url)).toBeUndefined();
  });

  it('of an image that is removed meanwhile leaves no object behind either', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    await api().frame({ params: { mediaId, shape: 'square' }, body: { way: 'crop', x: 50, y: 50 } });
    await api().remove({ params: { mediaId } });
    await work.settle();
    const objects = backend.ground.db.prepare('SELECT key FROM s3_object WHERE key LIKE ?').all(`%${mediaId}%`);
    expect(objects).toEqual([]);
  });

  it('is made although another is given up while the worker is at it', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 50 });
    await api().frame({ params: { mediaId, shape: 'square' }, body: { way: 'crop', x: 50, y: 50 } });
    // The worker that had this message notes nothing, because the frames are others by then.
    work.loseImages();
    await api().unframe({ params: { mediaId, shape: 'portrait' } });
    await work.settle();
    const { versions } = await api().get({ params: { mediaId } });
    expect(versions).toMatchObject([{ shape: 'square', url: expect.any(String) }]);
  });

  it('is refused beyond a hundred objects; what is made can still be chosen and given up', async () => {
    const { mediaId } = await inLibrary(await twoColoured(1200, 1600));
    await framed(mediaId, 'portrait', { way: 'crop', x: 50, y: 50 });
    const name = { clientId: editor.clientId, mediaId };
    const { data } = await entity.get(name).go();
    const keys = [...(data?.keys ?? []), ...Array.from({ length: 97 }, (_, n) => `k/${n}.jpg`)];
    await entity.patch(name).set({ keys }).go();
    const params = { mediaId, shape: 'portrait' as const };
    const asked = (y: number) => api().frame({ params, body: { way: 'crop', x: 50, y, everywhere: true } });
    expect(await problemOf(asked(10))).toMatchObject({ code: 'media.not_framable' });
    expect(await asked(50)).toMatchObject({ chosen: 'portrait' });
    expect(await api().unframe({ params })).toMatchObject({ versions: [] });
  });

  it('is refused for an image that is not there yet', async () => {
    const { media: begun } = await api().upload({ body: { fileName: 'a', contentType: 'image/png', bytes: 9 } });
    const params = { mediaId: begun.mediaId, shape: 'square' as const };
    expect(await problemOf(api().frame({ params, body: { way: 'crop', x: 1, y: 1 } }))).toMatchObject({
      code: 'media.not_framable',
    });
  });
});

describe('the same file again', () => {
  it('is known as a copy of the first, until that is removed', async () => {
    const file = await twoColoured(700, 500);
    const first = await inLibrary(file);
    const second = await inLibrary(file);
    expect(first.copyOf).toBeUndefined();
    expect(second.copyOf).toBe(first.mediaId);
    await api().remove({ params: { mediaId: first.mediaId } });
    expect((await inLibrary(file)).copyOf).toBeUndefined();
  });
});
