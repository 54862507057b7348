import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { describe, expect, test } from 'vitest';
import { credentials } from './ground.ts';
import { Bucket, openBucket } from './s3-bucket.ts';

const notImplemented = (what: RegExp) => ({
  name: 'NotImplemented',
  message: expect.stringMatching(what),
  $metadata: { httpStatusCode: 501 },
});

// In AWS these succeed. Here they would be lost, so they are refused by name.
describe('what the local S3 does not do', () => {
  const object = { Bucket, Key: 'a' };
  const part = { ...object, UploadId: 'u', PartNumber: 1, CopySource: `${Bucket}/b` };

  test.each<[string, (client: S3Client) => Promise<unknown>, RegExp]>([
    ['GetObjectAcl', (s3) => s3.send(new GetObjectAclCommand(object)), /acl/],
    ['GetObjectTagging', (s3) => s3.send(new GetObjectTaggingCommand(object)), /tagging/],
    [
      'GetObjectAttributes',
      (s3) => s3.send(new GetObjectAttributesCommand({ ...object, ObjectAttributes: ['ETag'] })),
      /attributes/,
    ],
    ['a version of an object', (s3) => s3.send(new GetObjectCommand({ ...object, VersionId: 'v' })), /GetObject/],
    ['a part of an object', (s3) => s3.send(new GetObjectCommand({ ...object, PartNumber: 1 })), /GetObject/],
    [
      'a conditional deletion',
      (s3) => s3.send(new DeleteObjectCommand({ ...object, IfMatch: '"e"' })),
      /if-match in DeleteObject/,
    ],
    ['UploadPartCopy', (s3) => s3.send(new UploadPartCopyCommand(part)), /UploadPartCopy/],
    ['ListObjects', (s3) => s3.send(new ListObjectsCommand({ Bucket })), /GET bucket/],
    ['ListObjectVersions', (s3) => s3.send(new ListObjectVersionsCommand({ Bucket })), /versions/],
    ['GetBucketVersioning', (s3) => s3.send(new GetBucketVersioningCommand({ Bucket })), /versioning/],
    ['GetBucketLifecycle', (s3) => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })), /lifecycle/],
    ['CreateBucket', (s3) => s3.send(new CreateBucketCommand({ Bucket: 'another' })), /PUT bucket/],
    ['ListBuckets', (s3) => s3.send(new ListBucketsCommand()), /without a bucket/],
  ])('%s', async (_, call, what) => {
    const { client, put } = await openBucket();
    await put('a', 'x');

    await expect(call(client)).rejects.toMatchObject(notImplemented(what));
  });

  test('HeadBucket, whose answer has no words', async () => {
    const { client } = await openBucket();

    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 501 },
    });
  });

  test('deleting a version among others', async () => {
    const { client } = await openBucket();
    const Objects = [{ Key: 'a', VersionId: 'v' }];

    await expect(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  });

  test.each<Partial<PutObjectCommandInput>>([
    { ACL: 'public-read' },
    { Tagging: 'a=b' },
    { StorageClass: 'GLACIER' },
    { ServerSideEncryption: 'aws:kms' },
    { WebsiteRedirectLocation: '/x' },
    { ExpectedBucketOwner: '000000000000' },
  ])('a write with %j', async (input) => {
    const { put, files } = await openBucket();

    await expect(put('a', 'x', input)).rejects.toMatchObject(notImplemented(/x-amz-[a-z-]+ in PutObject/));

    expect(files()).toEqual([]);
  });

  test('a form with an ACL', async () => {
    const { client, files } = await openBucket();
    const { url, fields } = await createPresignedPost(client, { ...object, Fields: { acl: 'public-read' } });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));

    const answer = await fetch(url, { method: 'POST', body: form });

    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('acl in PostObject')]);
    expect(files()).toEqual([]);
  });

  test('a body whose chunks are signed one by one', async () => {
    const { options, files } = await openBucket();
    const client = new S3Client({ ...options, credentials });
    client.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amz-content-sha256'] = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
        headers['x-amz-decoded-content-length'] = '1';
        return next(args);
      },
      { step: 'build', priority: 'low' },
    );

    const call = client.send(new PutObjectCommand({ ...object, Body: 'x' }));

    await expect(call).rejects.toMatchObject(notImplemented(/STREAMING-AWS4-HMAC-SHA256-PAYLOAD/));
    expect(files()).toEqual([]);
  });

  test('what is asked for as it is done anyway is no reason to refuse', async () => {
    const { put } = await openBucket();

    const { ServerSideEncryption } = await put('a', 'x', { ServerSideEncryption: 'AES256', StorageClass: 'STANDARD' });

    expect(ServerSideEncryption).toBe('AES256');
  });
});
