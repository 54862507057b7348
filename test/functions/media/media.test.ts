import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler } from '#functions/media/api.ts';
import { removeUpload } from '#functions/media/buckets.ts';
import { mediaForPosts } from '#functions/media/media-for-posts.ts';
import { workOnImage } from '#functions/media/work-on-image.ts';
import { newId } from '#runtime/ids.ts';
import { client } from '#shared/contract/client.ts';
import { media } from '#shared/media/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { claimedPng, notImages, picture } from '#test/support/images.ts';
import { openMediaWork } from '#test/support/media.ts';
import type { Teammate } from '#test/support/people.ts';
import { sendForm } from '#test/support/send-form.ts';

let backend: Backend;
let work: ReturnType<typeof openMediaWork>;
let editor: Teammate;
let stranger: Teammate;
let viewer: Teammate;
let photo: Buffer;
beforeAll(async () => {
  backend = await startBackend();
  work = openMediaWork(backend);
  [editor, stranger, photo] = await Promise.all([
    backend.signInAs('editor'),
    backend.signInAs('manager'),
    picture({ width: 1200, height: 900, gps: true }),
  ]);
  viewer = await backend.signInAs('viewer', editor.clientId);
});
afterAll(() => backend.close());

const as = (person: Teammate) => client(media, sendFor(handler, person.token));

async function begin(file: Buffer, contentType: 'image/jpeg' | 'image/png' = 'image/jpeg') {
  const { media: begun, form } = await as(editor).upload({
    body: { fileName: 'قهوة الصباح.jpg', contentType, bytes: Math.max(1, file.length) },
  });
  return { mediaId: begun.mediaId, begun, form };
}

async function arrived(file: Buffer) {
  const { mediaId, form } = await begin(file);
  expect(await sendForm(form, file)).toBeLessThan(300);
  return mediaId;
}

async function inLibrary(file = photo) {
  const mediaId = await arrived(file);
  return finished(mediaId);
}

/** Says that a file is there, lets the workers do what they do, and looks. */
async function finished(mediaId: string) {
  await as(editor).finish({ params: { mediaId } });
  await work.settle();
  return as(editor).get({ params: { mediaId } });
}

const objects = (bucket: string) =>
  backend.ground.db.prepare('SELECT key FROM s3_object WHERE bucket = ?').all(bucket).length;

describe('an upload', () => {
  it('becomes an image in the library, served from the media host', async () => {
    const { mediaId, form, begun } = await begin(photo);
    expect(begun).toMatchObject({ state: 'uploading', fileName: 'قهوة الصباح.jpg' });
    expect(await sendForm(form, photo)).toBeLessThan(300);

    expect(await as(editor).finish({ params: { mediaId } })).toMatchObject({ state: 'checking' });
    const ready = await finished(mediaId);

    expect(ready).toMatchObject({ mediaId, state: 'ready', width: 1080, height: 810 });
    expect(ready.url).toMatch(new RegExp(`^https://media\\.example\\.com/[0-9a-f]{32}/${mediaId}\\.jpg$`));
    expect(await as(viewer).get({ params: { mediaId } })).toEqual(ready);
  });

  it('leaves a JPEG that says how long it may be kept, and nothing in quarantine', async () => {
    const ready = await inLibrary();
    const key = new URL(ready.url ?? '').pathname.slice(1);
    const stored = backend.s3.read('ksa-test-media', key);
    const bytes = Buffer.concat((await stored?.body.toArray()) ?? []);
    expect(stored?.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1080 });
    expect(backend.s3.read('ksa-test-uploads', `arriving/${editor.clientId}/${ready.mediaId}`)).toBeUndefined();

    const image = (await mediaForPosts(editor.clientId, [ready.mediaId])).get(ready.mediaId);
    expect(image?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('finished twice, also at once, stays the one image', async () => {
    const mediaId = await arrived(photo);
    await Promise.all([1, 2].map(() => as(editor).finish({ params: { mediaId } })));
    await work.settleTwice();
    await work.settle();
    const first = await as(editor).get({ params: { mediaId } });
    expect(first.state).toBe('ready');
    expect(await finished(mediaId)).toEqual(first);
    const { items } = await eventsOf(editor.clientId, mediaId, { limit: 10, cursor: null });
    expect(items.filter(({ action }) => action === 'media.ready')).toHaveLength(1);
  }, 30_000);

  it('that has not arrived cannot be finished yet, but can later', async () => {
    const { mediaId, form } = await begin(photo);
    expect(await problemOf(as(editor).finish({ params: { mediaId } }))).toMatchObject({ code: 'media.not_uploaded' });
    await sendForm(form, photo);
    expect(await finished(mediaId)).toMatchObject({ state: 'ready' });
  });

  it('is written down with the image, in one go', async () => {
    const { mediaId } = await inLibrary();
    const { items } = await eventsOf(editor.clientId, mediaId, { limit: 10, cursor: null });
    expect(items.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['media.ready', undefined],
      ['media.arrived', editor.userId],
      ['media.begun', editor.userId],
    ]);
  });
});

describe('the signed form', () => {
  it('takes no larger file than was announced', async () => {
    const { form } = await begin(photo);
    expect(await sendForm(form, Buffer.concat([photo, Buffer.alloc(1)]))).toBe(400);
  });

  it('takes no other type than was announced', async () => {
    const { form } = await begin(photo);
    expect(await sendForm(form, photo, { 'Content-Type': 'text/html' })).toBe(403);
  });

  it('takes no other place than its own', async () => {
    const { form } = await begin(photo);
    expect(await sendForm(form, photo, { key: `${stranger.clientId}/anything` })).toBe(403);
  });

  it('works for five minutes', async () => {
    const { form } = await begin(photo);
    await backend.advance(5 * 60_000 + 1000);
    expect(await sendForm(form, photo)).toBe(403);
  });

  it.each([
    ['an SVG', { contentType: 'image/svg+xml', bytes: 100 }],
    ['more than 30 MB', { contentType: 'image/jpeg', bytes: 30_000_001 }],
    ['nothing', { contentType: 'image/jpeg', bytes: 0 }],
  ])('is not given for %s', async (_, body) => {
    const asked = sendFor(
      handler,
      editor.token,
    )({
      method: 'POST',
      path: '/media/uploads',
      body: { fileName: 'x', ...body },
      idempotencyKey: crypto.randomUUID(),
    });
    expect(await problemOf(asked)).toMatchObject({ code: 'request.invalid', status: 422 });
  });
});

describe('the gate refuses', () => {
  it.each(notImages.filter(([, file]) => file.length > 0))('%s, for good', async (_, file, reason) => {
    const mediaId = await arrived(file);
    const before = objects('ksa-test-media');

    // What calls itself a film is looked into by the engine for films, which finds none.
    const found = { state: 'refused', reason: reason === 'video' ? 'video_unreadable' : reason };
    expect(await finished(mediaId)).toMatchObject(found);

    expect(await finished(mediaId)).toMatchObject(found);
    expect(objects('ksa-test-media')).toBe(before);
  });

  it.each([
    ['half a JPEG, saying that it is incomplete', () => photo.subarray(0, photo.length / 2), 'truncated'],
    ['60 megapixels, saying that it has too many', () => claimedPng(10_000, 6_000), 'too_many_pixels'],
  ] as const)('%s', async (_, file, reason) => {
    const mediaId = await arrived(file());
    expect(await finished(mediaId)).toMatchObject({ state: 'refused', reason });
    expect(backend.s3.read('ksa-test-uploads', `arriving/${editor.clientId}/${mediaId}`)).toBeUndefined();
  });

  it('another file, too large to be an image, that took its place after the gate had seen it', async () => {
    const { media: begun, form } = await as(editor).upload({
      body: { fileName: 'a.mp4', contentType: 'video/mp4', bytes: 31_000_000 },
    });
    await sendForm(form, photo);
    const params = { mediaId: begun.mediaId };
    await as(editor).finish({ params });
    await sendForm(form, Buffer.alloc(31_000_000));
    await workOnImage({ v: 1, clientId: editor.clientId, ...params });
    expect(await as(editor).get({ params })).toMatchObject({ state: 'refused', reason: 'too_large' });
  });

  it('a file that vanished from quarantine before it was checked', async () => {
    const mediaId = await arrived(photo);
    await as(editor).finish({ params: { mediaId } });
    await removeUpload(`arriving/${editor.clientId}/${mediaId}`);
    await work.settle();
    expect(await as(editor).get({ params: { mediaId } })).toMatchObject({ state: 'refused', reason: 'lost' });
  });
});

describe('the library', () => {
  it('shows a business its own images only, newest first, in pages', async () => {
    const owner = await backend.signInAs('manager');
    const upload = () => as(owner).upload({ body: { fileName: 'a', contentType: 'image/png', bytes: 9 } });
    const made = [await upload(), await upload(), await upload()].map(({ media: { mediaId } }) => mediaId);

    const first = await as(owner).list({ query: { limit: 2 } });
    const second = await as(owner).list({ query: { limit: 2, cursor: first.cursor } });

    const seen = [...first.items, ...second.items].map(({ mediaId }) => mediaId);
    expect(seen.sort()).toEqual(made.sort());
    expect(first.items).toHaveLength(2);
    expect(await problemOf(as(stranger).list({ query: { limit: 2, cursor: first.cursor } }))).toMatchObject({
      code: 'request.cursor_invalid',
    });
  });

  it('asked for images that are ready shows them, however many others lie between them', async () => {
    const owner = await backend.signInAs('manager');
    const upload = () => as(owner).upload({ body: { fileName: 'a', contentType: 'image/jpeg', bytes: photo.length } });
    const ready = async () => {
      const { media: begun, form } = await upload();
      await sendForm(form, photo);
      await as(owner).finish({ params: begun });
      await work.settle();
      return begun.mediaId;
    };
    const older = await ready();
    for (let n = 0; n < 5; n++) await upload();
    const newer = await ready();
    for (let n = 0; n < 5; n++) await upload();

    const first = await as(owner).list({ query: { state: 'ready', limit: 1 } });
    const second = await as(owner).list({ query: { state: 'ready', limit: 1, cursor: first.cursor } });

    expect([first, second].map(({ items }) => items.map(({ mediaId }) => mediaId))).toEqual([[newer], [older]]);
    expect(await problemOf(as(owner).list({ query: { limit: 1, cursor: first.cursor } }))).toMatchObject({
      code: 'request.cursor_invalid',
    });
  });

  it('keeps a description for people who cannot see the image', async () => {
    const { mediaId } = await inLibrary();
    const body = { altText: 'فنجان قهوة من الأعلى' };
    expect(await as(editor).describe({ params: { mediaId }, body })).toMatchObject(body);
    expect(await as(viewer).get({ params: { mediaId } })).toMatchObject(body);
    expect(await problemOf(as(editor).describe({ params: { mediaId }, body: { altText: 'a\u202eb' } }))).toMatchObject({
      code: 'request.invalid',
    });
  });

  it('forgets a deleted image, and so does the media host', async () => {
    const { mediaId, url } = await inLibrary();
    await as(editor).remove({ params: { mediaId } });
    expect(await problemOf(as(editor).get({ params: { mediaId } }))).toMatchObject({ code: 'media.not_found' });
    expect(await problemOf(as(editor).remove({ params: { mediaId } }))).toMatchObject({ code: 'media.not_found' });
    expect(backend.s3.read('ksa-test-media', new URL(url ?? '').pathname.slice(1))).toBeUndefined();
  });

  it('forgets an image although its objects could not be deleted at first', async () => {
    const { mediaId, url } = await inLibrary();
    const key = new URL(url ?? '').pathname.slice(1);
    backend.deny('s3:DeleteObject');
    expect((await problemOf(as(editor).remove({ params: { mediaId } }))).status).toBe(500);
    expect(await problemOf(as(viewer).get({ params: { mediaId } }))).toMatchObject({ code: 'media.not_found' });
    expect((await as(viewer).list({ query: {} })).items.map((one) => one.mediaId)).not.toContain(mediaId);
    expect(await mediaForPosts(editor.clientId, [mediaId])).toEqual(new Map());
    backend.allow('s3:DeleteObject');

    await as(editor).remove({ params: { mediaId } });

    expect(backend.s3.read('ksa-test-media', key)).toBeUndefined();
    const { items } = await eventsOf(editor.clientId, mediaId, { limit: 10, cursor: null });
    expect(items.filter(({ action }) => action === 'media.removed')).toHaveLength(1);
  });

  it('takes an image in whichever service failed on the way, and leaves nothing in quarantine', async () => {
    for (const action of ['s3:GetObject', 's3:PutObject', 'dynamodb:UpdateItem', 's3:DeleteObject']) {
      const mediaId = await arrived(photo);
      await as(editor).finish({ params: { mediaId } });
      backend.deny(action);
      await work.settle();
      backend.allow(action);
      await work.again();
      expect(await as(editor).get({ params: { mediaId } }), action).toMatchObject({ mediaId, state: 'ready' });
      expect(backend.s3.read('ksa-test-uploads', `arriving/${editor.clientId}/${mediaId}`)).toBeUndefined();
    }
  }, 30_000);

  it('lets viewers look and nothing else', async () => {
    const { mediaId } = await inLibrary();
    const params = { mediaId };
    const tries = [
      () => as(viewer).upload({ body: { fileName: 'a', contentType: 'image/png', bytes: 9 } }),
      () => as(viewer).finish({ params }),
      () => as(viewer).describe({ params, body: { altText: '' } }),
      () => as(viewer).remove({ params }),
    ];
    for (const attempt of tries) expect(await problemOf(attempt())).toMatchObject({ code: 'auth.forbidden' });
  });

  it("answers for another business's image exactly as for a missing one", async () => {
    const { mediaId } = await inLibrary();
    for (const params of [{ mediaId }, { mediaId: newId('media') }]) {
      const tries = [
        () => as(stranger).get({ params }),
        () => as(stranger).finish({ params }),
        () => as(stranger).describe({ params, body: { altText: 'x' } }),
        () => as(stranger).remove({ params }),
      ];
      for (const attempt of tries)
        expect(await problemOf(attempt())).toMatchObject({ code: 'media.not_found', status: 404 });
    }
    expect(await as(editor).get({ params: { mediaId } })).toMatchObject({ state: 'ready' });
  });
});

describe('images for posts', () => {
  it('are the ready ones of the business, read at once', async () => {
    const ready = await inLibrary();
    const { mediaId: waiting } = await begin(photo);
    const images = await mediaForPosts(editor.clientId, [ready.mediaId, waiting, newId('media')]);
    expect([...images.keys()]).toEqual([ready.mediaId]);
    expect(await mediaForPosts(stranger.clientId, [ready.mediaId])).toEqual(new Map());
  });
});
