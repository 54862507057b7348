import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whenChecked } from '#local/demo/photos.ts';
import { film, trackOf } from '#test/support/films.ts';
import { problemOf } from '#test/support/gateway.ts';
import { picture } from '#test/support/images.ts';
import type { Journey } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish, upload } from '#test/support/journey-person.ts';
import { probeJpeg } from '#test/support/jpeg-probe.ts';
import { sendForm } from '#test/support/send-form.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

let journey: Journey;
let manager: Person;
let desk: Desk;

beforeAll(async () => {
  journey = await joinJourney();
  manager = await journey.openBusiness('media@cafe.example');
  desk = await readyToPublish(manager);
});
afterAll(() => journey?.close());

const loaded = async (url = '') => Buffer.from(await (await fetch(url)).arrayBuffer());

/** The image once no frame of it is being made any more. */
async function whenFramed(mediaId: string) {
  for (;;) {
    const media = await manager.api.media.get({ params: { mediaId } });
    if (media.versions?.every(({ url }) => url !== undefined)) return media;
  }
}

describe('a photo of a shape that Instagram refuses', () => {
  it('is refused as it is, framed by the workers, and then planned with the frame', async () => {
    const { accountIds } = desk;
    const { mediaId } = await upload(manager.api, await picture({ width: 1200, height: 1600 }));
    const { postId, revision } = await draft(manager, { accountIds, mediaIds: [mediaId] }, 'tall');
    const body = { revision, wallTime: journey.inMinutes(60) };
    expect(await problemOf(manager.api.posts.schedule({ params: { postId }, body }))).toMatchObject({
      code: 'post.not_publishable',
    });
    await manager.api.media.frame({ params: { mediaId, shape: 'portrait' }, body: { way: 'crop', x: 50, y: 20 } });
    const [version] = (await whenFramed(mediaId)).versions ?? [];
    expect(probeJpeg(await loaded(version?.url))).toMatchObject({ width: 1080, height: 1350 });

    const content = { caption: 'tall', mediaIds: [mediaId], accountIds };
    const edited = await manager.api.posts.edit({ params: { postId }, body: { ...content, revision } });
    const planned = await manager.api.posts.schedule({
      params: { postId },
      body: { revision: edited.revision, wallTime: journey.inMinutes(60) },
    });
    expect(planned).toMatchObject({
      state: 'scheduled',
      media: [{ versions: [{ shape: 'portrait', url: version?.url }] }],
    });
  });
});

describe('a film', () => {
  it('goes through gate and engine, and is played from the media host with its own type', async () => {
    const file = await film({ fps: 12, sound: true });
    const announced = { fileName: 'قهوة.mp4', contentType: 'video/mp4' as const, bytes: file.length };
    const { media, form } = await manager.api.media.upload({ body: announced });
    expect(await sendForm(form, file)).toBeLessThan(300);
    await manager.api.media.finish({ params: { mediaId: media.mediaId } });
    const ready = await whenChecked(manager.api, media.mediaId);
    expect(ready).toMatchObject({ kind: 'video', state: 'ready', width: 640, height: 360, hasSound: true });
    const part = await fetch(ready.url ?? '', { headers: { range: 'bytes=0-99' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-type')).toBe('video/mp4');
    expect(part.headers.get('x-content-type-options')).toBe('nosniff');
    await part.arrayBuffer();
    expect(trackOf(await loaded(ready.url)).codec).toBe('avc1');
  });
});
