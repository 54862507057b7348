import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { client, type Send } from '#shared/contract/client.ts';
import { type Media, media } from '#shared/media/contract.ts';
import { filesPasted, imageAmong, judgeFile, uploadName } from '../../../web/src/features/media/image-file.ts';
import { uploadImage } from '../../../web/src/features/media/upload-image.ts';
import { ApiProblem, NetworkError } from '../../../web/src/lib/api-problem.ts';

const uploading: Media = {
  ...{ mediaId: `md_${'0'.repeat(26)}`, kind: 'image', state: 'uploading', fileName: 'photo.jpg', tags: [] },
  createdAt: 0,
};
const ready: Media = { ...uploading, state: 'ready', url: '/photo.jpg', width: 1080, height: 1080 };
const JPEG = '\xff\xd8\xff\xe0';
const file = (start: string, name: string, type = '') =>
  new File([Uint8Array.from(start, (byte) => byte.charCodeAt(0)), new Uint8Array(64)], name, { type });
const photo = () => file(JPEG, 'قهوة.jpg', 'image/jpeg');

let storage: Server | undefined;
afterEach(() => storage?.close());

/** A storage that answers a posted form with `status`. */
async function storageThat(status: number) {
  const received: string[] = [];
  storage = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      // Watching the progress makes the browser ask for leave first.
      if (request.method === 'POST') received.push(body);
      response.writeHead(status, { 'access-control-allow-origin': '*' }).end();
    });
  });
  await new Promise<void>((resolve) => storage?.listen(0, '127.0.0.1', resolve));
  const { port } = storage.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, received };
}

function apiThat(url: string, finish: () => Media) {
  const calls: string[] = [];
  const send: Send = async ({ path, body }) => {
    calls.push(path);
    if (path === '/media/uploads') return { media: uploading, form: { url, fields: { key: 'k', policy: 'p' } }, body };
    return finish();
  };
  return { api: client(media, send), calls };
}

const watch = () => ({ onProgress: () => undefined, signal: new AbortController().signal });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('bringing an image in', () => {
  it('sends the signed fields before the file, lets the server check it, and returns it ready', async () => {
    const { url, received } = await storageThat(204);
    const { api, calls } = apiThat(url, () => ready);
    expect(await uploadImage(api, photo(), watch())).toEqual(ready);
    expect(calls).toEqual(['/media/uploads', `/media/${uploading.mediaId}/finish`]);
    const names = [...(received[0] ?? '').matchAll(/ name="(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['key', 'policy', 'file']);
  });

  it.each([
    ['a photo of a phone, called .jpg', file('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'IMG_1.jpg', 'image/jpeg'), 'heic'],
    ['a photo of a phone, by its own name', file('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'IMG_1.HEIC'), 'heic'],
    ['a drawing made of markup', file('<svg xmlns="http://www.w3.org/2000/svg">', 'a.png', 'image/png'), 'svg'],
    ['a film', file('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'a.jpg', 'image/jpeg'), 'video'],
    ['a text file', file('hello', 'a.jpg', 'image/jpeg'), 'not_an_image'],
    ['an empty file', new File([], 'a.png', { type: 'image/png' }), 'empty'],
    ['more than 30 MB', new File([new Uint8Array(30_000_001)], 'a.png', { type: 'image/png' }), 'too_large'],
  ] as const)('refuses %s before anything is sent', async (_, picked, expected) => {
    expect(await judgeFile(picked)).toEqual({ refused: expected });
    const { api, calls } = apiThat('http://127.0.0.1:9/', () => ready);
    expect(await refusal(uploadImage(api, picked, watch()))).toMatchObject({ refusal: expected, again: false });
    expect(calls).toEqual([]);
  });

  it('announces what the file is, not what it is called', async () => {
    const { url } = await storageThat(204);
    const announced: unknown[] = [];
    const send: Send = async ({ path, body }) => {
      if (path !== '/media/uploads') return ready;
      announced.push(body);
      return { media: uploading, form: { url, fields: {} } };
    };
    await uploadImage(client(media, send), file('\x89PNG\r\n\x1a\n', 'IMG_1.heic', 'image/heic'), watch());
    expect(announced).toMatchObject([{ contentType: 'image/png', fileName: 'IMG_1.heic' }]);
  });

  it.each([
    ['a name of nothing to see', '\u200f\u200b', 'image'],
    ['a name with a hidden turn of direction', 'a\u202egpj.exe', 'agpj.exe'],
    ['a long name, cut between two characters', `${'a'.repeat(10)}${'😀'.repeat(200)}`, '😀'.repeat(200)],
  ])('%s becomes one that is taken', (_, name, taken) => {
    expect(uploadName(name)).toBe(taken);
    const { upload } = media.routes;
    expect(upload.body.safeParse({ fileName: uploadName(name), contentType: 'image/png', bytes: 1 }).success).toBe(
      true,
    );
  });

  it('says what the server found in a file that only looked like an image', async () => {
    const { url } = await storageThat(204);
    const { api } = apiThat(url, () => ({ ...uploading, state: 'refused', reason: 'not_an_image' }));
    const error = await refusal(uploadImage(api, photo(), watch()));
    expect(error).toMatchObject({ refusal: 'not_an_image', again: false });
  });

  it('can be tried again when the connection or the storage failed', async () => {
    const { url } = await storageThat(503);
    const { api } = apiThat(url, () => ready);
    expect(await refusal(uploadImage(api, photo(), watch()))).toMatchObject({ refusal: 'connection', again: true });
    storage?.close();
    expect(await refusal(uploadImage(api, photo(), watch()))).toMatchObject({ refusal: 'connection', again: true });
  });

  it('tells a cut-off file from a small one, as the check said', async () => {
    const { url } = await storageThat(204);
    for (const reason of ['truncated', 'too_small', 'not_an_image'] as const) {
      const { api } = apiThat(url, () => ({ ...uploading, state: 'refused', reason }));
      expect(await refusal(uploadImage(api, photo(), watch()))).toMatchObject({ refusal: reason, again: false });
    }
  });

  it('waits while the server checks the file, also through a lost answer', async () => {
    const { url } = await storageThat(204);
    const looks: (Media | Error)[] = [
      { ...uploading, state: 'checking' },
      new NetworkError(undefined, new Error('lost')),
      ready,
    ];
    const send: Send = async ({ path, method }) => {
      if (path === '/media/uploads') return { media: uploading, form: { url, fields: {} } };
      if (method === 'POST') return { ...uploading, state: 'checking' };
      const look = looks.shift();
      if (look instanceof Error) throw look;
      return look;
    };
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    expect(await uploadImage(client(media, send), photo(), { ...watch(), pause })).toEqual(ready);
    expect(pauses.length).toBe(3);
  });

  it('passes on what it does not know', async () => {
    const { url } = await storageThat(204);
    const { api } = apiThat(url, () => {
      throw new ApiProblem({
        code: 'auth.forbidden',
        status: 403,
        details: [],
        requestId: 'r',
        retryAfter: undefined,
      });
    });
    expect(await refusal(uploadImage(api, photo(), watch()))).toBeInstanceOf(ApiProblem);
  });

  it('takes the image among files that were dropped together, whatever they are called', async () => {
    const text = file('hello', 'a.jpg', 'image/jpeg');
    expect((await imageAmong([text, photo()]))?.name).toBe('قهوة.jpg');
    expect((await imageAmong([text]))?.name).toBe('a.jpg');
    expect(await imageAmong([])).toBeUndefined();
  });
});

describe('what is pasted', () => {
  const pasted = (files: File[], text = '') =>
    filesPasted({ files: files as unknown as FileList, getData: (type) => (type === 'text/plain' ? text : '') });

  it('is the text, when a program put a picture of it beside it', () => {
    expect(pasted([photo()], 'قهوة الصباح\tKD 1.500')).toEqual([]);
  });

  it('is the picture, when there is no text', () => {
    expect(pasted([photo()])).toHaveLength(1);
    expect(pasted([photo()], ' \n')).toHaveLength(1);
  });

  it('is the file, when the text is only its name', () => {
    expect(pasted([photo()], 'قهوة.jpg')).toHaveLength(1);
    expect(pasted([photo()], '/photos/قهوة.jpg\n')).toHaveLength(1);
  });
});
