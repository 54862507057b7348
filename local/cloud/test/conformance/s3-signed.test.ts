import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { startS3 } from '#cloud/aws/s3.ts';
import { ORIGIN, openBucket, refusal } from './s3-bucket.ts';
import { conformanceTarget, localCredentials } from './target.ts';

const target = conformanceTarget((ground) =>
  startS3(ground, (id) => (id === localCredentials.accessKeyId ? localCredentials.secretAccessKey : undefined)),
);
const open = async () => {
  const bucket = await openBucket(target());
  // A presigned address whose body is not known yet can carry no checksum of it.
  const presigner = new S3Client({ ...target().options, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const object = { Bucket: bucket.Bucket, Key: 'a ق' };
  return { ...bucket, presigner, object };
};
const codeOf = async (response: Response) => [response.status, /<Code>(\w+)</.exec(await response.text())?.[1]];

describe('signatures', () => {
  test('a wrong secret, an unknown key and no signature are refused', async () => {
    const { Bucket, put, presigner } = await open();
    await put('a', 'x');
    const { accessKeyId, secretAccessKey } = await presigner.config.credentials();
    const getAs = (credentials: typeof localCredentials) =>
      new S3Client({ ...target().options, credentials }).send(new GetObjectCommand({ Bucket, Key: 'a' }));

    await expect(getAs({ accessKeyId, secretAccessKey: 'guess' })).rejects.toMatchObject(
      refusal('SignatureDoesNotMatch', 403),
    );
    await expect(getAs({ accessKeyId: 'AKIDOFNOBODY', secretAccessKey })).rejects.toMatchObject(
      refusal('InvalidAccessKeyId', 403),
    );
    const address = await getSignedUrl(presigner, new GetObjectCommand({ Bucket, Key: 'a' }));
    expect(await codeOf(await fetch(address.split('?')[0] ?? ''))).toEqual([403, 'AccessDenied']);
  });

  test('a presigned GET works for its object, its method and its time', async () => {
    const { presigner, object, put } = await open();
    await put(object.Key, 'pdf');
    const ResponseContentDisposition = 'attachment; filename="r.pdf"';
    const command = new GetObjectCommand({ ...object, ResponseContentDisposition, ResponseContentType: 'text/x' });
    const address = await getSignedUrl(presigner, command, { expiresIn: 300 });

    const fresh = await fetch(address);
    expect([fresh.status, await fresh.text()]).toEqual([200, 'pdf']);
    expect(fresh.headers.get('content-disposition')).toBe(ResponseContentDisposition);
    expect(fresh.headers.get('content-type')).toBe('text/x');
    expect(await codeOf(await fetch(address.replace('/a%20', '/b%20')))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codeOf(await fetch(address.replace('Expires=300', 'Expires=3000')))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ]);
    expect(await codeOf(await fetch(address, { method: 'DELETE' }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codeOf(await fetch(address, { headers: { 'x-amz-meta-a': '1' } }))).toEqual([403, 'AccessDenied']);
  });

  test('a presigned address ends', async () => {
    const { presigner, object, put } = await open();
    await put(object.Key, 'pdf');
    const address = await getSignedUrl(presigner, new GetObjectCommand(object), { expiresIn: 1 });

    await target().pass(2000);

    expect(await codeOf(await fetch(address))).toEqual([403, 'AccessDenied']);
  });

  test('a presigned PUT and HEAD work, and signed headers must be sent', async () => {
    const { presigner, object, read, head } = await open();
    const command = new PutObjectCommand({ ...object, ContentType: 'image/png', Metadata: { a: '1' } });
    const address = await getSignedUrl(presigner, command, { signableHeaders: new Set(['content-type']) });
    const put = (type: string) => fetch(address, { method: 'PUT', body: 'png', headers: { 'content-type': type } });

    expect(await codeOf(await put('text/html'))).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await put('image/png')).status).toBe(200);

    expect(await read(object.Key)).toBe('png');
    expect(await head(object.Key)).toMatchObject({ ContentType: 'image/png', Metadata: { a: '1' } });
    const asked = await fetch(await getSignedUrl(presigner, new HeadObjectCommand(object)), { method: 'HEAD' });
    expect([asked.status, asked.headers.get('content-length')]).toEqual([200, '3']);
  });

  test('a signed checksum holds for whatever is sent', async () => {
    const { presigner, object } = await open();
    const command = new PutObjectCommand({ ...object, ChecksumSHA256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=' });
    const unhoistableHeaders = new Set(['x-amz-checksum-sha256']);
    const address = await getSignedUrl(presigner, command, { unhoistableHeaders });
    const headers = { 'x-amz-checksum-sha256': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=' };
    const put = (body: string) => fetch(address, { method: 'PUT', body, headers });

    expect(await codeOf(await put('other'))).toEqual([400, 'BadDigest']);
    expect((await put('test')).status).toBe(200);
  });
});

describe('forms', () => {
  const conditions: NonNullable<PresignedPostOptions['Conditions']> = [
    ['content-length-range', 2, 100],
    ['starts-with', '$Content-Type', 'image/'],
    ['eq', '$x-amz-meta-client', 'cl_1'],
    { success_action_status: '201' },
  ];
  const fields = { 'Content-Type': 'image/png', 'x-amz-meta-client': 'cl_1', success_action_status: '201' };

  async function openForm(changed: Partial<PresignedPostOptions> = {}) {
    const bucket = await open();
    const wanted = {
      Bucket: bucket.Bucket,
      Key: 'up/1',
      Conditions: conditions,
      Fields: fields,
      Expires: 300,
      ...changed,
    };
    const { url, fields: signed } = await createPresignedPost(bucket.presigner, wanted);
    const submit = (more: Record<string, string> = {}, file: string | Buffer = 'jpeg') => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...signed, ...more })) form.append(name, value);
      form.append('file', new Blob([file]), 'صورة.jpg');
      form.append('after', 'ignored');
      return fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    };
    return { ...bucket, submit };
  }

  test('a form within its policy is stored with its fields', async () => {
    const { submit, get, Bucket } = await openForm();

    const answer = await submit();

    const text = await answer.text();
    expect([answer.status, text]).toEqual([201, expect.stringContaining(`<Bucket>${Bucket}</Bucket><Key>up/1</Key>`)]);
    const object = await get('up/1');
    expect(object).toMatchObject({ ContentType: 'image/png', Metadata: { client: 'cl_1' } });
    expect(await object.Body?.transformToString()).toBe('jpeg');
  });

  test('the name of the file can become part of the key', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder S3 itself defines
    const { submit, read } = await openForm({ Key: 'up/${filename}', Conditions: [], Fields: {} });

    expect((await submit()).status).toBe(204);

    expect(await read('up/صورة.jpg')).toBe('jpeg');
  });

  test('a form can lead the browser on', async () => {
    const Fields = { success_action_redirect: 'https://app.example.com/done?a=1' };
    const { submit, Bucket } = await openForm({ Conditions: [], Fields });

    const answer = await submit();

    const location = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, location.origin]).toEqual([303, 'https://app.example.com']);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ a: '1', bucket: Bucket, key: 'up/1' });
  });

  test.each<[string, Record<string, string>, string | Buffer, number, string]>([
    ['too large', {}, Buffer.alloc(101), 400, 'EntityTooLarge'],
    ['too small', {}, 'x', 400, 'EntityTooSmall'],
    ['of another type', { 'Content-Type': 'text/html' }, 'xx', 403, 'AccessDenied'],
    ['for another key', { key: 'up/2' }, 'xx', 403, 'AccessDenied'],
    ['for another client', { 'x-amz-meta-client': 'cl_2' }, 'xx', 403, 'AccessDenied'],
    ['with an extra field', { 'x-amz-meta-more': '1' }, 'xx', 403, 'AccessDenied'],
    ['with another answer', { success_action_status: '200' }, 'xx', 403, 'AccessDenied'],
    ['with a forged signature', { 'X-Amz-Signature': '0'.repeat(64) }, 'xx', 403, 'SignatureDoesNotMatch'],
    ['with a forged policy', { Policy: Buffer.from('{}').toString('base64') }, 'xx', 403, 'SignatureDoesNotMatch'],
  ])('a form %s is refused and stores nothing', async (_, changed, file, status, code) => {
    const { submit, list } = await openForm();

    expect(await codeOf(await submit(changed, file))).toEqual([status, code]);

    expect((await list()).KeyCount).toBe(0);
  });

  test('a form is refused after its policy has expired', async () => {
    const { submit } = await openForm({ Expires: 1 });

    await target().pass(2000);

    expect(await codeOf(await submit())).toEqual([403, 'AccessDenied']);
  });
});

describe('browsers', () => {
  const ask = async (origin: string, method = 'POST', headers = 'Content-Type') => {
    const { presigner, object } = await open();
    const address = await getSignedUrl(presigner, new GetObjectCommand(object));
    return fetch(address.split('?')[0] ?? '', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
    });
  };

  test('the right origin is let in', async () => {
    const allowed = await ask(ORIGIN);

    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(allowed.headers.get('access-control-max-age')).toBe('600');
    expect((await ask('https://a.example.org', 'GET', 'x-amz-meta-a')).status).toBe(200);
  });

  test.each([
    ['origin', 'https://evil.test', 'POST', 'content-type'],
    ['method', ORIGIN, 'DELETE', 'content-type'],
    ['header', ORIGIN, 'POST', 'x-other'],
  ])('a wrong %s is not', async (_, origin, method, headers) => {
    expect(await codeOf(await ask(origin, method, headers))).toEqual([403, 'AccessForbidden']);
  });

  test('an ordinary answer can be read by the right origin only', async () => {
    const { presigner, object, put } = await open();
    await put(object.Key, 'x');
    const address = await getSignedUrl(presigner, new GetObjectCommand(object));

    const ours = await fetch(address, { headers: { origin: ORIGIN } });
    const theirs = await fetch(address, { headers: { origin: 'https://evil.test' } });

    expect(ours.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(ours.headers.get('access-control-expose-headers')).toBe('ETag');
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull();
  });
});
