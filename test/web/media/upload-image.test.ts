import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { client, type Send } from '#shared/contract/client.ts';
import { type Media, media } from '#shared/media/contract.ts';
import { imageAmong, whyNotFile } from '../../../web/src/features/media/image-file.ts';
import { UploadRefusedError, uploadImage } from '../../../web/src/features/media/upload-image.ts';
import { ApiProblem } from '../../../web/src/lib/api-problem.ts';

const uploading: Media = { mediaId: `md_${'0'.repeat(26)}`, state: 'uploading', fileName: 'photo.jpg', createdAt: 0 };
const ready: Media = { ...uploading, state: 'ready', url: '/photo.jpg', width: 1080, height: 1080 };
const photo = (bytes = 1000) => new File([new Uint8Array(bytes)], 'قهوة.jpg', { type: 'image/jpeg' });

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
    ['a text file', { type: 'text/plain', size: 10, name: 'a.txt' }, 'wrong_type'],
    ['a drawing made of markup', { type: 'image/svg+xml', size: 10, name: 'a.svg' }, 'wrong_type'],
    ['a photo in the format of a phone', { type: '', size: 10, name: 'IMG_1.HEIC' }, 'heic'],
    ['an empty file', { type: 'image/png', size: 0, name: 'a.png' }, 'empty'],
    ['more than 30 MB', { type: 'image/png', size: 30_000_001, name: 'a.png' }, 'too_large'],
    ['exactly 30 MB', { type: 'image/png', size: 30_000_000, name: 'a.png' }, undefined],
  ] as const)('judges %s before anything is sent', (_, file, expected) => {
    expect(whyNotFile(file)).toBe(expected);
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
    const says = (issue: string) =>
      apiThat(url, () => {
        const details = [{ path: 'file', issue }];
        throw new ApiProblem({ code: 'media.unreadable', status: 422, details, requestId: 'r', retryAfter: undefined });
      }).api;
    for (const reason of ['truncated', 'too_small', 'not_an_image'])
      expect(await refusal(uploadImage(says(reason), photo(), watch()))).toMatchObject({
        refusal: reason,
        again: false,
      });
  });

  it('translates a problem of the check, and passes on what it does not know', async () => {
    const { url } = await storageThat(204);
    const fails = (code: 'media.unreadable' | 'auth.forbidden') =>
      apiThat(url, () => {
        throw new ApiProblem({ code, status: 422, details: [], requestId: 'r', retryAfter: undefined });
      }).api;
    expect(await refusal(uploadImage(fails('media.unreadable'), photo(), watch()))).toBeInstanceOf(UploadRefusedError);
    expect(await refusal(uploadImage(fails('auth.forbidden'), photo(), watch()))).toBeInstanceOf(ApiProblem);
  });

  it('takes the image among files that were dropped together', () => {
    const text = new File(['a'], 'a.txt', { type: 'text/plain' });
    expect(imageAmong([text, photo()])?.name).toBe('قهوة.jpg');
    expect(imageAmong([text])?.name).toBe('a.txt');
    expect(imageAmong([])).toBeUndefined();
  });
});
