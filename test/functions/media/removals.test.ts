import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/media/api.ts';
import { removeMedia } from '#functions/media/remove-media.ts';
import { client } from '#shared/contract/client.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { media } from '#shared/media/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { film } from '#test/support/films.ts';
import { sendFor } from '#test/support/gateway.ts';
import { picture } from '#test/support/images.ts';
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

/** A file that has arrived, and waits to be checked. */
async function arrived(file: Buffer, contentType: 'image/jpeg' | 'video/mp4'): Promise<string> {
  const named = { fileName: 'a', bytes: file.length };
  const body = contentType === 'video/mp4' ? { ...named, contentType } : { ...named, contentType };
  const { media: begun, form } = await api().upload({ body });
  await sendForm(form, file);
  await api().finish({ params: { mediaId: begun.mediaId } });
  return begun.mediaId;
}

/** Removes a file while something else happens between the look at it and its removal. */
const removedWhile = (mediaId: string, happens: () => Promise<unknown>) => {
  const { userId, clientId } = editor;
  const actor: TenantActor = { kind: 'tenant', role: 'editor', name: 'x', userId, clientId };
  return removeMedia(actor, mediaId, async () => {
    await happens();
    return false;
  });
};
const objectsOf = (mediaId: string) =>
  backend.ground.db.prepare('SELECT bucket, key FROM s3_object WHERE key LIKE ?').all(`%${mediaId}%`);

describe('a removal takes with it what was made meanwhile', () => {
  it('of a film that was just being checked', async () => {
    const mediaId = await arrived(await film({ sound: true }), 'video/mp4');
    await removedWhile(mediaId, () => work.settle());
    expect(objectsOf(mediaId)).toEqual([]);
  }, 60_000);

  it('of an image that was just being framed', async () => {
    const mediaId = await arrived(await picture({ width: 600, height: 800 }), 'image/jpeg');
    await work.settle();
    await removedWhile(mediaId, async () => {
      await api().frame({ params: { mediaId, shape: 'square' }, body: { way: 'crop', x: 50, y: 50 } });
      await work.settle();
    });
    expect(objectsOf(mediaId)).toEqual([]);
  });

  it('and forgets that it was the first with its bytes', async () => {
    const file = await picture({ width: 500, height: 500 });
    const mediaId = await arrived(file, 'image/jpeg');
    await removedWhile(mediaId, () => work.settle());
    const next = await arrived(file, 'image/jpeg');
    await work.settle();
    expect((await api().get({ params: { mediaId: next } })).copyOf).toBeUndefined();
  });
});
