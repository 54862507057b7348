import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { AwsError, type Gate, openGate } from '#cloud/aws/service.ts';
import { createGate } from '#cloud/test/gate.ts';
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

  test('a request asks for admission once, by the name of its operation, and fails as a whole when it is not admitted', async () => {
    const asked: string[] = [];
    let fault = false;
    const gate: Gate = {
      async admit({ accessKeyId, service, operation }) {
        asked.push(`${accessKeyId} ${service} ${operation}`);
        if (fault) throw new AwsError('SlowDown', 'Please reduce your request rate.', 503);
        return openGate.admit({ accessKeyId, service, operation });
      },
    };
    const { client, put, s3 } = await openBucket(createGround({ gate }));
    await put('a', 'x');
    await put('b', 'x');
    fault = true;
    const Objects = [{ Key: 'a' }, { Key: 'b' }];

    await expect(client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    });

    expect(asked).toEqual(['PutObject', 'PutObject', 'DeleteObjects'].map((name) => `PublisherRole s3 ${name}`));
    expect(s3.operations).toEqual(expect.arrayContaining(['PutObject', 'DeleteObjects', 'PostObject']));
  });

  test('an address that cannot be read is refused', async () => {
    const { s3 } = await openBucket();

    const answer = await fetch(`${s3.url}/${Bucket}/%FF`);

    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>InvalidURI</Code>')]);
  });
});
