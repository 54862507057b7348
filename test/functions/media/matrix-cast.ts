import sharp from 'sharp';
import { handler } from '#functions/media/api.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import { addImage } from '#test/functions/posts/scene.ts';
import { call } from '#test/support/gateway.ts';
import { openMediaWork } from '#test/support/media.ts';

const upload = (fileName: string, bytes = 1000) => ({ fileName, contentType: 'image/jpeg', bytes });

/** An image that was sent with the form, and is to be looked at. Returns its id. */
async function arrived(token: string): Promise<string> {
  const asked = await call(handler, {
    method: 'POST',
    path: '/media/uploads',
    body: upload('قهوة.jpg', 100_000),
    token,
  });
  const { media, form } = asked.body as {
    media: { mediaId: string };
    form: { url: string; fields: Record<string, string> };
  };
  const photo = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer();
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([new Uint8Array(photo)]));
  await fetch(form.url, { method: 'POST', body: data });
  return media.mediaId;
}

export const part: Part = {
  things: [
    { names: ['mediaId'], owner: 'business', make: async ({ clientId }) => ({ mediaId: await addImage(clientId) }) },
  ],
  bodies: { upload: () => upload('a.jpg') },
  deeds: ({ cafe, world }) => ({
    upload: async () => ({ by: cafe, body: upload('a.jpg'), other: { body: upload('b.jpg') } }),
    finish: async () => {
      openMediaWork(world.backend);
      return {
        by: cafe,
        ids: { mediaId: await arrived(cafe.token) },
        other: { ids: { mediaId: cafe.mediaId } },
      };
    },
  }),
};
