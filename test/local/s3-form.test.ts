import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { describe, expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { createGround, createStrictGate } from './ground.ts';
import { Bucket, ORIGIN, openBucket } from './s3-bucket.ts';

describe('form uploads', () => {
  const conditions: NonNullable<PresignedPostOptions['Conditions']> = [
    ['content-length-range', 1, 100],
    ['starts-with', '$Content-Type', 'image/'],
    ['eq', '$x-amz-meta-client', 'cl_1'],
  ];

  async function setUpForm() {
    const context = await openBucket();
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
    const { client } = await openBucket(createGround({ gate }));
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: 'a' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));

    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403);
  });
});
