import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startS3 } from '#cloud/aws/s3.ts';
import { openBucket, refusal } from './s3-bucket.ts';
import { conformanceTarget, localCredentials } from './target.ts';

const target = conformanceTarget((ground) => startS3(ground, () => localCredentials.secretAccessKey));
const open = () => openBucket(target());
const keys = (list: { Key?: string | undefined }[] = []) => list.map(({ Key }) => Key);

describe('objects', () => {
  test('an object comes back with its bytes, its content headers and its metadata', async () => {
    const { put, get, head } = await open();
    const described = {
      ContentType: 'image/jpeg',
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'ar',
      Metadata: { client: 'cl_1' },
    };
    const { ETag } = await put('a', 'bytes', described);

    const object = await get('a');

    expect(await object.Body?.transformToString()).toBe('bytes');
    expect(ETag).toBe(`"${createHash('md5').update('bytes').digest('hex')}"`);
    expect(object).toMatchObject({ ...described, ContentLength: 5, ETag, ServerSideEncryption: 'AES256' });
    expect(await head('a')).toMatchObject({ ...described, ContentLength: 5, ETag, AcceptRanges: 'bytes' });
  });

  test('an object without a type is a stream of bytes, and an empty one is an object', async () => {
    const { client, Bucket, put, head, read } = await open();
    await put('empty', '');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/empty` }));

    expect(await read('empty')).toBe('');
    expect(await head('copy')).toMatchObject({ ContentLength: 0 });
  });

  test.each(['قهوة/صباح ١.jpg', '🧕🏽.png', 'a b+c', '/leading//double/', "q?x=1&y#z%20'()*!~", 'a/../b', 'dot.'])(
    'the key %s keeps its name',
    async (key) => {
      const { client, Bucket, put, read, list } = await open();
      await put(key, 'x');

      expect(await read(key)).toBe('x');
      expect(keys((await list()).Contents)).toEqual([key]);
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: key }] } }));
      expect((await list()).KeyCount).toBe(0);
    },
  );

  test('a key of 1,024 bytes is taken, a longer one refused', async () => {
    const { put } = await open();

    await put('ق'.repeat(512), 'x');

    await expect(put(`${'ق'.repeat(512)}a`, 'x')).rejects.toMatchObject(refusal('KeyTooLongError', 400));
  });

  test('more than 2 KB of metadata is refused', async () => {
    const { put } = await open();

    await expect(put('a', 'x', { Metadata: { long: 'x'.repeat(2048) } })).rejects.toMatchObject(
      refusal('MetadataTooLarge', 400),
    );
  });

  test('what is not there is refused by name', async () => {
    const { client, get, head } = await open();
    const elsewhere = { Bucket: target().unique('ksa-nowhere'), Key: 'a' };

    await expect(get('none')).rejects.toBeInstanceOf(NoSuchKey);
    await expect(get('none')).rejects.toMatchObject(refusal('NoSuchKey', 404));
    await expect(head('none')).rejects.toBeInstanceOf(NotFound);
    await expect(client.send(new GetObjectCommand(elsewhere))).rejects.toBeInstanceOf(NoSuchBucket);
    await expect(client.send(new GetObjectCommand(elsewhere))).rejects.toMatchObject(refusal('NoSuchBucket', 404));
  });

  test('deleting works one by one and in bulk, also for what is not there', async () => {
    const { client, Bucket, put, get, list } = await open();
    for (const key of ['a', 'b', 'c & d', 'e\r']) await put(key, 'x');
    const remove = (Objects: { Key: string }[], Quiet = false) =>
      client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }));

    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const told = await remove([{ Key: 'b' }, { Key: 'c & d' }, { Key: 'none' }]);
    const quiet = await remove([{ Key: 'e\r' }], true);

    expect(keys(told.Deleted)).toEqual(['b', 'c & d', 'none']);
    expect(quiet.Deleted).toBeUndefined();
    await expect(get('b')).rejects.toBeInstanceOf(NoSuchKey);
    expect((await list()).KeyCount).toBe(0);
    await expect(remove(Array.from({ length: 1001 }, (_, i) => ({ Key: `${i}` })))).rejects.toMatchObject(
      refusal('MalformedXML', 400),
    );
  });

  test('a copy has the bytes and, unless replaced, the metadata', async () => {
    const { client, Bucket, put, get, read } = await open();
    await put('from ق', 'x', { ContentType: 'image/png', Metadata: { a: '1' } });
    const CopySource = `${Bucket}/${encodeURIComponent('from ق')}`;
    const copy = (Key: string, more = {}) => client.send(new CopyObjectCommand({ Bucket, Key, CopySource, ...more }));

    const { CopyObjectResult } = await copy('same');
    await copy('other', { MetadataDirective: 'REPLACE', ContentType: 'image/webp' });

    expect(CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('x').digest('hex')}"`);
    expect(await read('same')).toBe('x');
    expect(await get('same')).toMatchObject({ ContentType: 'image/png', Metadata: { a: '1' } });
    expect(await get('other')).toMatchObject({ ContentType: 'image/webp', Metadata: {} });
    await expect(copy('from ق')).rejects.toMatchObject(refusal('InvalidRequest', 400));
    await expect(copy('x', { CopySource: `${Bucket}/none` })).rejects.toMatchObject(refusal('NoSuchKey', 404));
  });
});

describe('ranges and conditions', () => {
  test.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-100', '89', 'bytes 8-9/10'],
  ])('the range %s is answered with its bytes', async (Range, bytes, ContentRange) => {
    const { put, get } = await open();
    await put('digits', '0123456789');

    const part = await get('digits', { Range });

    expect(await part.Body?.transformToString()).toBe(bytes);
    expect(part).toMatchObject({ ContentRange, ContentLength: bytes.length, $metadata: { httpStatusCode: 206 } });
  });

  test('a range outside of the object is refused, an unreadable one ignored', async () => {
    const { put, get, read } = await open();
    await put('digits', '0123456789');

    for (const Range of ['bytes=10-', 'bytes=-0'])
      await expect(get('digits', { Range })).rejects.toMatchObject(refusal('InvalidRange', 416));
    expect(await read('digits', { Range: 'lines=1-2' })).toBe('0123456789');
  });

  test('reads depend on the ETag and on the date, the ETag winning', async () => {
    const { put, get, read, head } = await open();
    const { ETag } = await put('a', 'x');
    const [past, future] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
    const unchanged = { $metadata: { httpStatusCode: 304 } };

    await expect(get('a', { IfNoneMatch: ETag })).rejects.toMatchObject(unchanged);
    await expect(head('a', { IfNoneMatch: ETag })).rejects.toMatchObject(unchanged);
    await expect(get('a', { IfNoneMatch: ETag, IfModifiedSince: past })).rejects.toMatchObject(unchanged);
    await expect(get('a', { IfMatch: '"other"' })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    await expect(get('a', { IfUnmodifiedSince: past })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    expect(await read('a', { IfMatch: ETag, IfUnmodifiedSince: past })).toBe('x');
    expect(await read('a', { IfNoneMatch: '"other"', IfUnmodifiedSince: future })).toBe('x');
    expect(await read('a', { IfModifiedSince: past })).toBe('x');
  });

  test('writes depend on what is there', async () => {
    const { put, read } = await open();
    await expect(put('a', 'x', { IfMatch: '"any"' })).rejects.toMatchObject(refusal('NoSuchKey', 404));
    const { ETag = '' } = await put('a', 'one', { IfNoneMatch: '*' });

    await expect(put('a', 'x', { IfNoneMatch: '*' })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    await expect(put('a', 'x', { IfMatch: '"other"' })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    await expect(put('a', 'x', { IfNoneMatch: ETag })).rejects.toMatchObject(refusal('NotImplemented', 501));
    await put('a', 'two', { IfMatch: ETag });

    expect(await read('a')).toBe('two');
  });
});

describe('checksums', () => {
  const digits = '123456789';
  // The published check values of the three algorithms for these digits.
  const published = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const sums: [string, Partial<PutObjectCommandInput>][] = [
    ['CRC32', { ChecksumCRC32: published('cbf43926') }],
    ['CRC32C', { ChecksumCRC32C: published('e3069283') }],
    ['CRC64NVME', { ChecksumCRC64NVME: published('ae8b14860a799888') }],
    ['SHA1', { ChecksumSHA1: createHash('sha1').update(digits).digest('base64') }],
    ['SHA256', { ChecksumSHA256: createHash('sha256').update(digits).digest('base64') }],
  ];

  test.each(sums)('%s is computed over a stream, kept and told', async (ChecksumAlgorithm, sum) => {
    const { put, get } = await open();
    const given = await put('a', Readable.from([Buffer.from('1234'), Buffer.from('56789')]), {
      ContentLength: 9,
      ChecksumAlgorithm: ChecksumAlgorithm as 'CRC32',
    });

    const object = await get('a', { ChecksumMode: 'ENABLED' });

    expect(await object.Body?.transformToString()).toBe(digits);
    expect(object.ContentEncoding).toBeUndefined();
    expect(given).toMatchObject(sum);
    expect(object).toMatchObject({ ChecksumType: 'FULL_OBJECT', ...sum });
  });

  test.each(sums)('a wrong %s is refused and nothing stored', async (_, sum) => {
    const { put, get } = await open();

    await expect(put('a', 'other', sum)).rejects.toMatchObject(refusal('BadDigest', 400));

    await expect(get('a')).rejects.toBeInstanceOf(NoSuchKey);
  });

  test('a wrong Content-MD5 is refused', async () => {
    const { put } = await open();
    const ContentMD5 = createHash('md5').update('other').digest('base64');

    await expect(put('a', 'bytes', { ContentMD5 })).rejects.toMatchObject(refusal('BadDigest', 400));
  });
});

describe('listing', () => {
  test('pages go through keys in byte order, and keys with a common prefix fold', async () => {
    const { put, list } = await open();
    for (const key of ['b', 'a/1', 'B', 'a/2', 'ق', '😀', 'c/x/1', 'c/x/2']) await put(key, 'x');

    const first = await list({ Delimiter: '/', MaxKeys: 3 });
    const second = await list({ Delimiter: '/', MaxKeys: 3, ContinuationToken: first.NextContinuationToken });

    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3, MaxKeys: 3, Delimiter: '/' });
    expect(keys(first.Contents)).toEqual(['B', 'b']);
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    expect(second.IsTruncated).toBe(false);
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
    expect(keys(second.Contents)).toEqual(['ق', '😀']);
    expect(keys((await list({ Prefix: 'c/', Delimiter: '/' })).Contents)).toEqual([]);
    expect(keys((await list({ Prefix: 'a/', StartAfter: 'a/1' })).Contents)).toEqual(['a/2']);
    expect(await list({ MaxKeys: 0 })).toMatchObject({ IsTruncated: false, KeyCount: 0 });
  });

  test('keys are encoded on request', async () => {
    const { put, list } = await open();
    await put('a b/ق(1).png', 'x');

    expect(keys((await list({ EncodingType: 'url' })).Contents)).toEqual(['a+b/%D9%82%281%29.png']);
  });

  test.each([{ MaxKeys: -1 }, { ContinuationToken: 'no token' }, { EncodingType: 'gzip' }])(
    'the argument %j is refused',
    async (argument) => {
      const { list } = await open();

      await expect(list(argument)).rejects.toMatchObject(refusal('InvalidArgument', 400));
    },
  );
});
