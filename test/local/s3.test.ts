import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, describe, expect, test } from 'vitest';
import type { ObjectEvent } from '#local/aws/s3/exchange.ts';
import { startS3 } from '#local/aws/s3.ts';
import { AwsError, type Call, type Ground } from '#local/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const Bucket = 'media';
const ORIGIN = 'http://127.0.0.1:3000';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(ground: Ground = createGround()) {
  const s3 = await startS3(ground, (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined));
  const options = { region: ground.region, endpoint: s3.url, maxAttempts: 1 };
  const client = new S3Client({ ...options, credentials });
  open.push(async () => {
    client.destroy();
    await s3.close();
    ground.clock.stop();
  });
  s3.createBucket({
    name: Bucket,
    cors: [
      {
        allowedOrigins: [ORIGIN],
        allowedMethods: ['GET', 'POST'],
        allowedHeaders: ['content-type'],
        exposedHeaders: ['etag'],
        maxAge: 600,
      },
    ],
  });
  const events: ObjectEvent[] = [];
  s3.onObject((event) => void events.push(event));
  const put = (
    Key: string,
    Body: NonNullable<PutObjectCommandInput['Body']>,
    more: Partial<PutObjectCommandInput> = {},
  ) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string, more = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  const read = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();
  const files = () => readdirSync(join(ground.dataDir, 's3'));
  return { s3, client, options, ground, clock: ground.clock, events, put, get, read, files };
}

describe('objects', () => {
  test('an object comes back with its bytes, its headers and its metadata', async () => {
    const { put, get, client } = await setUp();
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
    const { put, get } = await setUp();
    const bytes = Buffer.alloc(3_000_000, 'قهوة');
    const pieces = Array.from({ length: 30 }, (_, i) => bytes.subarray(i * 100_000, (i + 1) * 100_000));
    await put('big.bin', Readable.from(pieces), { ContentLength: bytes.length, ChecksumAlgorithm: 'SHA256' });

    const object = await get('big.bin', { ChecksumMode: 'ENABLED' });

    expect(Buffer.compare(Buffer.from((await object.Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
    expect(object.ChecksumSHA256).toBe(createHash('sha256').update(bytes).digest('base64'));
    expect(object.ContentEncoding).toBeUndefined();
  });

  test('a wrong checksum is refused and leaves nothing behind', async () => {
    const { put, get, files } = await setUp();

    await expect(put('a', 'bytes', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });

    await expect(get('a')).rejects.toBeInstanceOf(NoSuchKey);
    expect(files()).toEqual([]);
  });

  test('parts of an object can be read, from the start, the middle and the end', async () => {
    const { put, get, read } = await setUp();
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
    const { put, read } = await setUp();
    await put('empty', new Uint8Array());

    expect(await read('empty')).toBe('');
  });

  test('of two writers who both want to be first, one is refused', async () => {
    const { put, read, files } = await setUp();

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
    const { put, get } = await setUp();
    const { ETag } = await put('a', 'x');

    await expect(get('a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get('a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  test('a copy has the bytes and, unless replaced, the metadata', async () => {
    const { client, put, get, read } = await setUp();
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
    const { client, put } = await setUp();
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
    const { client, put, get, files } = await setUp();
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
    const { client, read, events } = await setUp();
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
    const before = await setUp(ground);
    await before.put('kept', 'x', { ContentType: 'text/plain' });
    for (const close of open.splice(0)) await close();
    ground.db.close();
    writeFileSync(join(ground.dataDir, 's3', 'half-an-upload'), 'x');

    const after = await setUp(createGround({ dataDir: ground.dataDir }));

    expect(await after.read('kept')).toBe('x');
    expect(after.files()).toHaveLength(1);
    expect(after.s3.read(Bucket, 'kept')).toMatchObject({ size: 1, headers: { 'content-type': 'text/plain' } });
    expect(after.s3.read(Bucket, 'none')).toBeUndefined();
  });

  test('listeners hear of every created and removed object', async () => {
    const { client, put, events } = await setUp();
    await put('a b', 'xyz');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a b' }));

    expect(events.map(({ eventName, key, size }) => [eventName, key, size])).toEqual([
      ['ObjectCreated:Put', 'a b', 3],
      ['ObjectRemoved:Delete', 'a b', 0],
    ]);
  });
});

describe('access', () => {
  test('a wrong secret, an unknown key and no signature at all are refused', async () => {
    const { s3, options, put } = await setUp();
    await put('a', 'x');
    const getAs = (changed: object) =>
      new S3Client({ ...options, credentials: { ...credentials, ...changed } }).send(
        new GetObjectCommand({ Bucket, Key: 'a' }),
      );

    await expect(getAs({ secretAccessKey: 'guess' })).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(getAs({ accessKeyId: 'Nobody' })).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    const unsigned = await fetch(`${s3.url}/${Bucket}/a`);
    expect([unsigned.status, await unsigned.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
  });

  test('the gate hears the action and the resource, and who may not list does not learn what is missing', async () => {
    const refuse = ({ action }: { action: string }) => new AwsError('AccessDenied', `no ${action}`, 403);
    const { gate, calls } = createStrictGate(['s3:ListBucket', 's3:DeleteObject'], refuse);
    const { client, put, get } = await setUp(createGround({ gate }));
    await put('a', 'x');

    await expect(get('missing')).rejects.toMatchObject({ name: 'AccessDenied' });
    const { Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } }));

    expect(Errors).toMatchObject([{ Key: 'a', Code: 'AccessDenied' }]);
    expect(calls.map(({ action, resource }) => [action, resource])).toEqual([
      ['s3:PutObject', 'arn:aws:s3:::media/a'],
      ['s3:GetObject', 'arn:aws:s3:::media/missing'],
      ['s3:ListBucket', 'arn:aws:s3:::media'],
      ['s3:DeleteObject', 'arn:aws:s3:::media/a'],
    ]);
  });

  test('a write whose answer is dropped has happened all the same', async () => {
    const gate = { enter: async () => {}, leave: async ({ action }: Call) => action !== 's3:PutObject' };
    const { put, read } = await setUp(createGround({ gate }));

    await expect(put('a', 'x')).rejects.toThrow();

    expect(await read('a')).toBe('x');
  });

  test('unknown buckets, keys and operations are refused by name', async () => {
    const { client, put } = await setUp();
    await put('a', 'x');

    await expect(client.send(new GetObjectCommand({ Bucket: 'other', Key: 'a' }))).rejects.toBeInstanceOf(NoSuchBucket);
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toBeInstanceOf(NotFound);
    await expect(client.send(new GetObjectAclCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('?acl'),
    });
    await expect(put('a', 'x', { Tagging: 'a=b' })).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  test('a presigned address works until it expires and breaks when it is changed', async () => {
    const { client, clock, put } = await setUp();
    await put('report.pdf', 'pdf');
    const command = new GetObjectCommand({
      Bucket,
      Key: 'report.pdf',
      ResponseContentDisposition: 'attachment; filename="r.pdf"',
    });
    const url = await getSignedUrl(client, command, { expiresIn: 60 });

    const fresh = await fetch(url);
    expect([fresh.status, await fresh.text(), fresh.headers.get('content-disposition')]).toEqual([
      200,
      'pdf',
      'attachment; filename="r.pdf"',
    ]);
    expect((await fetch(url.replace('report', 'secret'))).status).toBe(403);
    await clock.advance(61_000);
    const late = await fetch(url);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test('a presigned address can be written to', async () => {
    const { client, read } = await setUp();
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'up', ContentType: 'image/png' }), {
      expiresIn: 60,
    });

    const response = await fetch(url, { method: 'PUT', body: 'png', headers: { 'content-type': 'image/png' } });

    expect(response.status).toBe(200);
    expect(await read('up')).toBe('png');
  });

  test('a browser of the right origin is let in, any other is not', async () => {
    const { s3 } = await setUp();
    const ask = (origin: string, method = 'POST') =>
      fetch(`${s3.url}/${Bucket}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'Content-Type' },
      });

    const allowed = await ask(ORIGIN);

    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-max-age')).toBe('600');
    expect((await ask('http://evil.test')).status).toBe(403);
    expect((await ask(ORIGIN, 'DELETE')).status).toBe(403);
    const refused = await fetch(`${s3.url}/${Bucket}/x`, { headers: { origin: ORIGIN } });
    expect([refused.status, refused.headers.get('access-control-expose-headers')]).toEqual([403, 'etag']);
  });
});

describe('form uploads', () => {
  const conditions: NonNullable<PresignedPostOptions['Conditions']> = [
    ['content-length-range', 1, 100],
    ['starts-with', '$Content-Type', 'image/'],
    ['eq', '$x-amz-meta-client', 'cl_1'],
  ];

  async function setUpForm() {
    const context = await setUp();
    const { url, fields } = await createPresignedPost(context.client, {
      Bucket,
      Key: 'uploads/up_1',
      Conditions: conditions,
      Fields: { 'Content-Type': 'image/jpeg', 'x-amz-meta-client': 'cl_1' },
      Expires: 300,
    });
    const submit = async (changed: Record<string, string> = {}, file: string | Buffer = 'jpeg bytes') => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value);
      form.append('file', new Blob([file]), 'صورة.jpg');
      const response = await fetch(url, { method: 'POST', body: form, headers: { origin: ORIGIN } });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    return { ...context, fields, submit };
  }

  test('a form within its policy is stored and announced', async () => {
    const { submit, get, events } = await setUpForm();

    const { status, headers } = await submit();

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const object = await get('uploads/up_1');
    expect(object).toMatchObject({ ContentType: 'image/jpeg', Metadata: { client: 'cl_1' } });
    expect(await object.Body?.transformToString()).toBe('jpeg bytes');
    expect(events).toMatchObject([{ bucket: Bucket, key: 'uploads/up_1', eventName: 'ObjectCreated:Post', size: 10 }]);
  });

  test('the session token of temporary credentials is accepted', async () => {
    const { submit } = await setUpForm();

    expect((await submit({ 'x-amz-security-token': 'token' })).status).toBe(204);
  });

  test.each<[string, Record<string, string>, string | Buffer, number, string]>([
    ['too large', {}, Buffer.alloc(101), 400, 'EntityTooLarge'],
    ['much too large', {}, Buffer.alloc(8_000_000), 400, 'EntityTooLarge'],
    ['too small', {}, '', 400, 'EntityTooSmall'],
    ['of another type', { 'Content-Type': 'text/html' }, 'x', 403, 'Policy Condition failed'],
    ['for another key', { key: 'uploads/up_2' }, 'x', 403, 'Policy Condition failed'],
    ['for another client', { 'x-amz-meta-client': 'cl_2' }, 'x', 403, 'Policy Condition failed'],
    ['with an extra field', { 'x-amz-meta-more': '1' }, 'x', 403, 'Extra input fields: x-amz-meta-more'],
    ['with a forged signature', { 'X-Amz-Signature': '0'.repeat(64) }, 'x', 403, 'SignatureDoesNotMatch'],
    [
      'with a policy of its own',
      { Policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64') },
      'x',
      403,
      'SignatureDoesNotMatch',
    ],
    ['without a policy', { Policy: '' }, 'x', 403, 'AccessDenied'],
  ])('a form %s is refused and stores nothing', async (_, changed, file, status, reason) => {
    const { submit, files, events } = await setUpForm();

    const answer = await submit(changed, file);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(reason);
    expect(files()).toEqual([]);
    expect(events).toEqual([]);
  });

  test('a form is refused after its policy has expired', async () => {
    const { submit, clock } = await setUpForm();
    await clock.advance(301_000);

    expect(await submit()).toMatchObject({ status: 403, text: expect.stringContaining('Policy expired') });
  });

  test('a signer who may not put the object cannot hand the right out', async () => {
    const { gate } = createStrictGate(
      ['s3:PutObject'],
      ({ action }) => new AwsError('AccessDenied', `no ${action}`, 403),
    );
    const { client } = await setUp(createGround({ gate }));
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: 'a' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));

    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403);
  });
});
