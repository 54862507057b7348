import { once } from 'node:events';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchKey,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { createGround } from './ground.ts';
import { Bucket, openBucket, signedPut } from './s3-bucket.ts';

const film = { Bucket, Key: 'film.mp4' };

/** A bucket with an upload of two parts, of which both have arrived. */
async function openUpload(...setting: Parameters<typeof openBucket>) {
  const bucket = await openBucket(...setting);
  const { UploadId } = await bucket.client.send(new CreateMultipartUploadCommand(film));
  const Parts: CompletedPart[] = [];
  for (const [i, Body] of [Buffer.alloc(5 * 1024 ** 2, 'a'), Buffer.from('end')].entries()) {
    const { ETag } = await bucket.client.send(new UploadPartCommand({ ...film, UploadId, PartNumber: i + 1, Body }));
    Parts.push({ ETag, PartNumber: i + 1 });
  }
  const complete = (more = {}) =>
    bucket.client.send(new CompleteMultipartUploadCommand({ ...film, UploadId, MultipartUpload: { Parts }, ...more }));
  return { ...bucket, complete };
}

describe('bytes on disk', () => {
  test('what is refused, replaced or deleted takes its bytes along', async () => {
    const { put, client, files } = await openBucket();
    await put('a', 'first');
    await put('a', 'second');
    await put('b', 'x');

    await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    await expect(put('c', 'bytes', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(put('a', 'third', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });

    expect(files()).toHaveLength(1);
  });

  test('an object made of parts leaves no parts behind, and a refused one keeps them for the next try', async () => {
    const { complete, files, put, read } = await openUpload();
    await put(film.Key, 'earlier');

    await expect(complete({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(files()).toHaveLength(3);
    await complete();

    expect(files()).toHaveLength(1);
    expect(await read(film.Key, { Range: 'bytes=-5' })).toBe('aaend');
  });

  test('a part that arrives after its upload was aborted is refused, and its bytes go', async () => {
    const { client, files } = await openBucket();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(film));
    const Body = new PassThrough();
    const arriving = client.send(new UploadPartCommand({ ...film, UploadId, PartNumber: 1, Body, ContentLength: 8 }));
    Body.write('half');
    await expect.poll(files).toHaveLength(1);
    await client.send(new AbortMultipartUploadCommand({ ...film, UploadId }));

    Body.end('half');

    await expect(arriving).rejects.toMatchObject({ name: 'NoSuchUpload' });
    expect(files()).toEqual([]);
  });

  test('of two writers who both want to be first, one is refused', async () => {
    const { put, read, files } = await openBucket();

    const outcomes = await Promise.allSettled(['a', 'b'].map((body) => put('once', body, { IfNoneMatch: '*' })));

    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toMatchObject([{ name: 'PreconditionFailed' }]);
    expect(['a', 'b']).toContain(await read('once'));
    expect(files()).toHaveLength(1);
  });

  test('a sender that hangs up half-way stores nothing', async () => {
    const { s3, files, options, get } = await openBucket();
    const { url } = await signedPut(options, 10);
    const half = request(url, { method: 'PUT', headers: { 'content-length': 10 } });
    half.on('error', () => {});
    await new Promise<void>((resolve) => half.write('half', () => resolve()));
    await expect.poll(files).toHaveLength(1);

    half.destroy();

    await expect.poll(files).toEqual([]);
    await expect(get('half')).rejects.toBeInstanceOf(NoSuchKey);
    expect(s3.read(Bucket, 'half')).toBeUndefined();
  });

  test('more than 5 GB at once is refused before a byte of it is taken', async () => {
    const { options, files } = await openBucket();
    const { url } = await signedPut(options, 5 * 1024 ** 3 + 1);
    const sending = request(url, { method: 'PUT', headers: { 'content-length': 5 * 1024 ** 3 + 1 } });
    sending.flushHeaders();
    const [answer] = await once(sending, 'response');

    expect([answer.statusCode, await text(answer)]).toEqual([400, expect.stringContaining('EntityTooLarge')]);
    expect(files()).toEqual([]);
    sending.on('error', () => {});
    sending.destroy();
  });
});

describe('restarts', () => {
  /** Ends everything as kill -9 would leave it, lets `damage` happen to the folder, and starts again. */
  async function restart(before: Awaited<ReturnType<typeof openBucket>>, damage: (folder: string) => void = () => {}) {
    await before.close();
    before.ground.db.close();
    damage(join(before.ground.dataDir, 's3'));
    return openBucket(createGround({ dataDir: before.ground.dataDir }));
  }

  test('objects and uploads survive', async () => {
    const before = await openUpload();
    await before.put('kept', 'x', { ContentType: 'text/plain', Metadata: { a: '1' } });

    const after = await restart(before);

    expect(await after.read('kept')).toBe('x');
    expect(await after.get('kept')).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
    expect(after.s3.read(Bucket, 'kept')).toMatchObject({ size: 1, headers: { 'content-type': 'text/plain' } });
    const { Uploads } = await after.client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads).toMatchObject([{ Key: film.Key }]);
    expect(after.files()).toHaveLength(3);
  });

  test('bytes without an object go', async () => {
    const before = await openBucket();
    await before.put('kept', 'x');

    const after = await restart(before, (folder) => writeFileSync(join(folder, 'half-an-upload'), 'x'));

    expect(after.files()).toHaveLength(1);
    expect(await after.read('kept')).toBe('x');
  });

  test('an object whose bytes are not whole is not there, and never answers with half of them', async () => {
    const before = await openBucket();
    await before.put('broken', 'many bytes');

    const after = await restart(before, (folder) => {
      for (const file of readdirSync(folder)) truncateSync(join(folder, file), 3);
    });

    await expect(after.get('broken')).rejects.toBeInstanceOf(NoSuchKey);
    expect(after.files()).toEqual([]);
  });
});
