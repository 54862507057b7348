import {
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchBucket,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { createGate } from '#test/support/gate.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';
import { Bucket, ORIGIN, openBucket } from './s3-bucket.ts';

describe('access', () => {
  test('a wrong secret, an unknown key and no signature at all are refused', async () => {
    const { s3, options, put } = await openBucket();
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
    const { client, put, get } = await openBucket(createGround({ gate }));
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
    const gate = createGate({ leave: ({ action }) => action !== 's3:PutObject' });
    const { put, read } = await openBucket(createGround({ gate }));

    await expect(put('a', 'x')).rejects.toThrow();

    expect(await read('a')).toBe('x');
  });

  test('unknown buckets, keys and operations are refused by name', async () => {
    const { client, put } = await openBucket();
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
    const { client, clock, put } = await openBucket();
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
    const { client, read } = await openBucket();
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'up', ContentType: 'image/png' }), {
      expiresIn: 60,
    });

    const response = await fetch(url, { method: 'PUT', body: 'png', headers: { 'content-type': 'image/png' } });

    expect(response.status).toBe(200);
    expect(await read('up')).toBe('png');
  });

  test('a browser of the right origin is let in, any other is not', async () => {
    const { s3 } = await openBucket();
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
