import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from 'vitest';
import { AwsError } from '#cloud/aws/service.ts';
import { createGround, createStrictGate } from './ground.ts';
import { Bucket, openBucket } from './s3-bucket.ts';

/** A form for the object `up`, and a way to send it with a file. */
async function openForm(...setting: Parameters<typeof openBucket>) {
  const context = await openBucket(...setting);
  const Conditions = [['content-length-range' as const, 1, 100] as [string, number, number]];
  const { url, fields } = await createPresignedPost(context.client, {
    Bucket,
    Key: 'up',
    Conditions: Conditions as never,
  });
  const send = (body: RequestInit['body'], headers = {}) => fetch(url, { method: 'POST', body: body ?? null, headers });
  const submit = (file: string | Buffer, more: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...more })) form.append(name, value);
    form.append('file', new Blob([file]));
    return send(form);
  };
  return { ...context, fields, send, submit };
}

test('an upload by form is announced', async () => {
  const { submit, events } = await openForm();

  expect((await submit('bytes')).status).toBe(204);

  expect(events).toMatchObject([
    {
      eventName: 'ObjectCreated:Post',
      userIdentity: { principalId: 'AWS:PublisherRole' },
      s3: { object: { size: 5 } },
    },
  ]);
});

test('the session token of temporary credentials is accepted', async () => {
  const { submit } = await openForm();

  expect((await submit('bytes', { 'x-amz-security-token': 'token' })).status).toBe(204);
});

test('a refused file of any size leaves no bytes and no notification', async () => {
  const { submit, files, events } = await openForm();

  for (const file of ['', Buffer.alloc(101), Buffer.alloc(8_000_000)]) expect((await submit(file)).status).toBe(400);

  expect(files()).toEqual([]);
  expect(events).toEqual([]);
});

test.each([
  ['that is no form', 'bytes', { 'content-type': 'text/plain' }, 412, 'PreconditionFailed'],
  ['that ends half-way', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nu', {}, 400, 'MalformedPOSTRequest'],
  [
    'without a file',
    '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nup\r\n--b--\r\n',
    {},
    400,
    'InvalidArgument',
  ],
  [
    'with endless fields',
    `--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${'u'.repeat(30_000)}\r\n--b--\r\n`,
    {},
    400,
    'MaxPostPreDataLengthExceeded',
  ],
])('a body %s is refused', async (_, body, headers, status, code) => {
  const { send } = await openForm();

  const answer = await send(body, { 'content-type': 'multipart/form-data; boundary=b', ...headers });

  expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
});

test('a signer who may not put the object cannot hand the right out', async () => {
  const { gate } = createStrictGate(
    ['s3:PutObject'],
    ({ action }) => new AwsError('AccessDenied', `no ${action}`, 403),
  );
  const { submit } = await openForm(createGround({ gate }));

  expect((await submit('bytes')).status).toBe(403);
});
