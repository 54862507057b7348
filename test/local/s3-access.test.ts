import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { createGate } from '#test/support/gate.ts';
import { createGround, createStrictGate } from './ground.ts';
import { Bucket, openBucket } from './s3-bucket.ts';

describe('access', () => {
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
});
