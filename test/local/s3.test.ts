import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  NoSuchKey,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { createGround } from './ground.ts';
import { Bucket, openBucket } from './s3-bucket.ts';

describe('objects', () => {
  test('an object comes back with its bytes, its headers and its metadata', async () => {
    const { put, get, client } = await openBucket();
    const { ETag } = await put('photos/قهوة 1+1.jpg', 'bytes', {
      ContentType: 'image/jpeg',
      CacheControl: 'max-age=60',
      Metadata: { client: 'cl_1' },
    });

    const object = await get('photos/قهوة 1+1.jpg');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'photos/قهوة 1+1.jpg' }));

    expect(await object.Body?.transformToString()).toBe('bytes');
    expect(object).toMatchObject({
      ContentType: 'image/jpeg',
      CacheControl: 'max-age=60',
      Metadata: { client: 'cl_1' },
      ContentLength: 5,
      ETag,
    });
    expect(head).toMatchObject({
      ContentType: 'image/jpeg',
      ContentLength: 5,
      ETag: `"${createHash('md5').update('bytes').digest('hex')}"`,
    });
  });

  test('a stream is stored whole, without the framing of its transfer, and its checksum is kept', async () => {
    const { put, get } = await openBucket();
    const bytes = Buffer.alloc(3_000_000, 'قهوة');
    const pieces = Array.from({ length: 30 }, (_, i) => bytes.subarray(i * 100_000, (i + 1) * 100_000));
    await put('big.bin', Readable.from(pieces), { ContentLength: bytes.length, ChecksumAlgorithm: 'SHA256' });

    const object = await get('big.bin', { ChecksumMode: 'ENABLED' });

    expect(Buffer.compare(Buffer.from((await object.Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
    expect(object.ChecksumSHA256).toBe(createHash('sha256').update(bytes).digest('base64'));
    expect(object.ContentEncoding).toBeUndefined();
  });

  test('a wrong checksum is refused and leaves nothing behind', async () => {
    const { put, get, files } = await openBucket();

    await expect(put('a', 'bytes', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });

    await expect(get('a')).rejects.toBeInstanceOf(NoSuchKey);
    expect(files()).toEqual([]);
  });

  test('parts of an object can be read, from the start, the middle and the end', async () => {
    const { put, get, read } = await openBucket();
    await put('digits', '0123456789');

    expect(await read('digits', { Range: 'bytes=0-3' })).toBe('0123');
    expect(await read('digits', { Range: 'bytes=7-' })).toBe('789');
    expect(await read('digits', { Range: 'bytes=-2' })).toBe('89');
    expect(await get('digits', { Range: 'bytes=2-4' })).toMatchObject({
      ContentRange: 'bytes 2-4/10',
      ContentLength: 3,
      $metadata: { httpStatusCode: 206 },
    });
    await expect(get('digits', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  test('an empty object is an object', async () => {
    const { put, read } = await openBucket();
    await put('empty', new Uint8Array());

    expect(await read('empty')).toBe('');
  });

  test('of two writers who both want to be first, one is refused', async () => {
    const { put, read, files } = await openBucket();

    const outcomes = await Promise.allSettled([
      put('once', 'a', { IfNoneMatch: '*' }),
      put('once', 'b', { IfNoneMatch: '*' }),
    ]);

    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toMatchObject([{ name: 'PreconditionFailed' }]);
    expect(['a', 'b']).toContain(await read('once'));
    expect(files()).toHaveLength(1);
  });

  test('an unchanged object is not sent again', async () => {
    const { put, get } = await openBucket();
    const { ETag } = await put('a', 'x');

    await expect(get('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get('a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('a copy has the bytes and, unless replaced, the metadata', async () => {
    const { client, put, get, read } = await openBucket();
    await put('from', 'x', { ContentType: 'image/png', Metadata: { a: '1' } });
    const copy = (Key: string, more = {}) =>
      client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/from`, ...more }));

    await copy('same');
    await copy('other', { MetadataDirective: 'REPLACE', ContentType: 'image/webp' });

    expect(await read('same')).toBe('x');
    expect(await get('same')).toMatchObject({ ContentType: 'image/png', Metadata: { a: '1' } });
    expect(await get('other')).toMatchObject({ ContentType: 'image/webp', Metadata: {} });
    await expect(
      client.send(new CopyObjectCommand({ Bucket, Key: 'x', CopySource: `${Bucket}/none` })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('a listing pages through keys in byte order and folds what shares a prefix', async () => {
    const { client, put } = await openBucket();
    for (const key of ['a/1', 'a/2', 'b/1', 'c', 'd&<e']) await put(key, 'x');
    const list = (more: object) => client.send(new ListObjectsV2Command({ Bucket, ...more }));

    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    const second = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    const inside = await list({ Prefix: 'a/' });

    expect(first.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'b/']);
    expect(first.IsTruncated).toBe(true);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['c', 'd&<e']);
    expect(second.IsTruncated).toBe(false);
    expect(inside.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['a/1', 1],
      ['a/2', 1],
    ]);
  });

  test('deleting works one by one and in bulk, also for what is not there, and takes the bytes along', async () => {
    const { client, put, get, files } = await openBucket();
    for (const key of ['a', 'b', 'c & d']) await put(key, 'x');

    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const { Deleted } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }, { Key: 'c & d' }, { Key: 'none' }] } }),
    );

    expect(Deleted?.map(({ Key }) => Key)).toEqual(['b', 'c & d', 'none']);
    await expect(get('b')).rejects.toBeInstanceOf(NoSuchKey);
    expect(files()).toEqual([]);
  });

  test('an upload in parts becomes one object', async () => {
    const { client, read, events } = await openBucket();
    const target = { Bucket, Key: 'film.mp4' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, ContentType: 'video/mp4' }));
    const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
    const Parts: CompletedPart[] = [];
    for (const [i, Body] of bodies.entries()) {
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber: i + 1, Body }));
      Parts.push({ ETag, PartNumber: i + 1 });
    }
    const listed = await client.send(new ListPartsCommand({ ...target, UploadId }));
    const complete = (parts: typeof Parts) =>
      client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: parts } }));

    await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    const { ETag } = await complete(Parts);

    expect(listed.Parts?.map(({ Size }) => Size)).toEqual([5 * 1024 * 1024, 3]);
    expect(ETag).toMatch(/-2"$/);
    expect(await read('film.mp4', { Range: 'bytes=-5' })).toBe('aaend');
    expect(events.at(-1)).toMatchObject({
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      size: 5 * 1024 * 1024 + 3,
    });
    await expect(complete(Parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('objects survive a restart, and what an interrupted upload left behind does not', async () => {
    const ground = createGround();
    const before = await openBucket(ground);
    await before.put('kept', 'x', { ContentType: 'text/plain' });
    await before.close();
    ground.db.close();
    writeFileSync(join(ground.dataDir, 's3', 'half-an-upload'), 'x');

    const after = await openBucket(createGround({ dataDir: ground.dataDir }));

    expect(await after.read('kept')).toBe('x');
    expect(after.files()).toHaveLength(1);
    expect(after.s3.read(Bucket, 'kept')).toMatchObject({ size: 1, headers: { 'content-type': 'text/plain' } });
    expect(after.s3.read(Bucket, 'none')).toBeUndefined();
  });

  test('listeners hear of every created and removed object', async () => {
    const { client, put, events } = await openBucket();
    await put('a b', 'xyz');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a b' }));

    expect(events.map(({ eventName, key, size }) => [eventName, key, size])).toEqual([
      ['ObjectCreated:Put', 'a b', 3],
      ['ObjectRemoved:Delete', 'a b', 0],
    ]);
  });
});
