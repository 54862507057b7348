import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchKey,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startS3 } from '#cloud/aws/s3.ts';
import { openBucket, refusal } from './s3-bucket.ts';
import { conformanceTarget, localCredentials } from './target.ts';

const target = conformanceTarget((ground) => startS3(ground, () => localCredentials.secretAccessKey));
const FIVE_MIB = 5 * 1024 ** 2;
const whole = Buffer.concat([Buffer.alloc(FIVE_MIB, 'a'), Buffer.from('end')]);

/** An upload of a film in parts, begun with `input`. */
async function beginUpload(input: Partial<CreateMultipartUploadCommandInput> = {}) {
  const bucket = await openBucket(target());
  const { client, Bucket } = bucket;
  const film = { Bucket, Key: 'film ق.mp4' };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...film, ContentType: 'video/mp4', ...input }),
  );
  const upload = { ...film, UploadId };
  const part = async (PartNumber: number, Body: Buffer | string, more = {}): Promise<CompletedPart> => {
    const answer = await client.send(
      new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: input.ChecksumAlgorithm, ...more }),
    );
    const { ETag, ChecksumCRC32, ChecksumSHA256 } = answer;
    return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 };
  };
  return {
    ...bucket,
    film,
    upload,
    part,
    both: async () => [await part(1, whole.subarray(0, FIVE_MIB)), await part(2, whole.subarray(FIVE_MIB))],
    complete: (Parts: CompletedPart[], more = {}) =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more })),
    listParts: (more = {}) => client.send(new ListPartsCommand({ ...upload, ...more })),
  };
}

const md5 = (data: Buffer) => createHash('md5').update(data).digest();

describe('uploads in parts', () => {
  test('parts become one object whose ETag is made of theirs', async () => {
    const { film, both, complete, get, read } = await beginUpload({ Metadata: { client: 'cl_1' } });

    const { ETag, Bucket, Key } = await complete(await both());

    const sums = Buffer.concat([md5(whole.subarray(0, FIVE_MIB)), md5(whole.subarray(FIVE_MIB))]);
    expect(ETag).toBe(`"${md5(sums).toString('hex')}-2"`);
    expect({ Bucket, Key }).toEqual(film);
    expect(await read(film.Key, { Range: 'bytes=-5' })).toBe('aaend');
    expect(await get(film.Key, { Range: 'bytes=0-0' })).toMatchObject({
      ETag,
      ContentType: 'video/mp4',
      Metadata: { client: 'cl_1' },
      ContentRange: `bytes 0-0/${whole.length}`,
    });
  });

  test('a part sent twice counts once, the later one', async () => {
    const { film, part, complete, listParts, read } = await beginUpload();
    const early = await part(1, 'early');
    const late = await part(1, 'late!');

    expect((await listParts()).Parts?.map(({ Size, ETag }) => [Size, ETag])).toEqual([[5, late.ETag]]);
    await expect(complete([early])).rejects.toMatchObject(refusal('InvalidPart', 400));
    await complete([late]);

    expect(await read(film.Key)).toBe('late!');
  });

  test('a small part, a wrong order, a wrong ETag and a missing part are refused, and the upload lives on', async () => {
    const { part, complete, listParts } = await beginUpload();
    const [one, two] = [await part(1, 'small'), await part(2, 'too')];

    await expect(complete([one, two])).rejects.toMatchObject(refusal('EntityTooSmall', 400));
    await expect(complete([two, one])).rejects.toMatchObject(refusal('InvalidPartOrder', 400));
    await expect(complete([{ ...one, ETag: two.ETag }])).rejects.toMatchObject(refusal('InvalidPart', 400));
    await expect(complete([{ ...one, PartNumber: 3 }])).rejects.toMatchObject(refusal('InvalidPart', 400));
    await expect(complete([])).rejects.toMatchObject(refusal('MalformedXML', 400));
    expect((await listParts()).Parts).toHaveLength(2);
  });

  test.each([0, 10_001])('part number %i is refused', async (number) => {
    const { part } = await beginUpload();

    await expect(part(number, 'x')).rejects.toMatchObject(refusal('InvalidArgument', 400));
  });

  test('a wrong checksum of a part is refused', async () => {
    const { part, listParts } = await beginUpload();

    await expect(part(1, 'x', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject(refusal('BadDigest', 400));

    expect((await listParts()).Parts).toBeUndefined();
  });

  test('an object of parts can be refused for what is there already', async () => {
    const { film, put, part, complete, head } = await beginUpload();
    await put(film.Key, 'earlier');
    const parts = [await part(1, 'later')];

    await expect(complete(parts, { IfNoneMatch: '*' })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    await expect(complete(parts, { IfMatch: '"other"' })).rejects.toMatchObject(refusal('PreconditionFailed', 412));
    const { ETag } = await head(film.Key);
    await complete(parts, { IfMatch: ETag });
  });

  test('an object of parts cannot replace what is not there', async () => {
    const { part, complete } = await beginUpload();
    const parts = [await part(1, 'x')];

    await expect(complete(parts, { IfMatch: '"any"' })).rejects.toMatchObject(refusal('NoSuchKey', 404));
  });

  test('an aborted upload is gone, as is one that never was', async () => {
    const { client, film, upload, part, complete, listParts, get } = await beginUpload();
    const parts = [await part(1, 'x')];
    const abort = (input: typeof upload) => client.send(new AbortMultipartUploadCommand(input));

    await abort(upload);

    for (const call of [
      abort(upload),
      abort({ ...upload, UploadId: 'none' }),
      listParts(),
      complete(parts),
      part(1, 'x'),
    ])
      await expect(call).rejects.toMatchObject(refusal('NoSuchUpload', 404));
    await expect(get(film.Key)).rejects.toBeInstanceOf(NoSuchKey);
  });

  test('parts and uploads are listed in pages', async () => {
    const { client, Bucket, film, upload, part, listParts } = await beginUpload();
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'other' }));
    for (const number of [3, 1, 2]) await part(number, 'x');
    const uploads = (more = {}) => client.send(new ListMultipartUploadsCommand({ Bucket, ...more }));

    const first = await listParts({ MaxParts: 2 });
    const second = await listParts({ PartNumberMarker: first.NextPartNumberMarker });
    const one = await uploads({ MaxUploads: 1 });
    const rest = await uploads({ KeyMarker: one.NextKeyMarker, UploadIdMarker: one.NextUploadIdMarker });

    expect(first).toMatchObject({ IsTruncated: true, MaxParts: 2 });
    expect(first.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
    expect(second.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[3, 1]]);
    expect(one.IsTruncated).toBe(true);
    expect([...(one.Uploads ?? []), ...(rest.Uploads ?? [])]).toMatchObject([
      { Key: film.Key, UploadId: upload.UploadId },
      { Key: 'other' },
    ]);
    expect((await uploads({ Prefix: 'o' })).Uploads?.map(({ Key }) => Key)).toEqual(['other']);
  });
});

describe('checksums of parts', () => {
  test('a composite checksum is made of those of the parts, which completion must repeat', async () => {
    const { film, both, complete, head } = await beginUpload({ ChecksumAlgorithm: 'SHA256' });
    const parts = await both();
    const sha256 = (data: Buffer) => createHash('sha256').update(data).digest();
    const sums = Buffer.concat([sha256(whole.subarray(0, FIVE_MIB)), sha256(whole.subarray(FIVE_MIB))]);
    const ChecksumSHA256 = `${sha256(sums).toString('base64')}-2`;

    const bare = parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    await expect(complete(bare)).rejects.toMatchObject(refusal('InvalidRequest', 400));
    const swapped = parts.map((part) => ({ ...part, ChecksumSHA256: parts[0]?.ChecksumSHA256 }));
    await expect(complete(swapped)).rejects.toMatchObject(refusal('InvalidPart', 400));
    expect(await complete(parts)).toMatchObject({ ChecksumSHA256, ChecksumType: 'COMPOSITE' });

    expect(await head(film.Key, { ChecksumMode: 'ENABLED' })).toMatchObject({
      ChecksumSHA256,
      ChecksumType: 'COMPOSITE',
    });
  });

  test('a checksum of the whole object does not depend on its parts', async () => {
    const { both, complete, put, film } = await beginUpload({
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
    });
    const parts = await both();

    await expect(complete(parts, { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject(refusal('BadDigest', 400));
    const { ChecksumCRC32, ChecksumType } = await complete(parts);

    expect(ChecksumType).toBe('FULL_OBJECT');
    expect((await put(film.Key, whole)).ChecksumCRC32).toBe(ChecksumCRC32);
  });

  test('an algorithm that does not go with the type is refused', async () => {
    const wrong = { ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' } as const;

    await expect(beginUpload(wrong)).rejects.toMatchObject(refusal('InvalidRequest', 400));
  });
});
