import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as dial, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveApplication, startLiveApplication } from './live-application.ts';

let application: LiveApplication;
const caption = 'قهوة وتمر '.repeat(200);
beforeAll(async () => {
  application = await startLiveApplication();
  const { s3, region = '', accessKeyId = '', secretAccessKey = '' } = application.cloud.endpoints.aws;
  const client = new S3Client({ endpoint: s3 ?? '', region, credentials: { accessKeyId, secretAccessKey } });
  const put = (Key: string, ContentType: string) =>
    client.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: caption, ContentType, CacheControl: 'max-age=60' }));
  await put('page.html', 'text/html');
  await put('photo.jpg', 'image/jpeg');
  await put('marked/page.html', 'text/html');
});
afterAll(() => application.stop());

const web = (path: string, init?: RequestInit) => fetch(application.cloud.endpoints.web + path, init);
const event = async (path: string, init?: RequestInit) => Object(await (await web(path, init)).json());
/** A request as written here: `fetch` would decode and complete it. */
const media = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const sent = dial(application.cloud.endpoints.media + path, { headers, method }).end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response ?? []) chunks.push(chunk);
  return { status: response?.statusCode, headers: response?.headers ?? {}, body: Buffer.concat(chunks) };
};

describe('a request to the API', () => {
  it('arrives through CloudFront and API Gateway: hops, host, secret header', async () => {
    const { headers, requestContext } = await event('/api/event', { headers: { 'x-forwarded-for': '6.6.6.6' } });
    expect(headers).toMatchObject({
      'x-forwarded-for': '6.6.6.6, 127.0.0.1, 127.0.0.1',
      'x-origin-secret': 'only-cloudfront',
      'cloudfront-viewer-address': expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      host: 'http.execute-api.me-south-1.amazonaws.com',
    });
    expect(requestContext).toMatchObject({ apiId: 'http', domainPrefix: 'http', domainName: headers.host });
  });

  it('has no answer with a slash too many, and only for methods of its route and behaviour', async () => {
    expect((await web('/api/event/')).status).toBe(404);
    expect((await web('/api/limited', { method: 'POST' })).status).toBe(200);
    expect((await web('/api/readonly', { method: 'POST' })).status).toBe(403);
    expect((await web('/api/%zz')).status).toBe(400);
  });

  it('gets cookies one by one, and a function’s hop-by-hop headers under another name', async () => {
    const { headers } = await web('/api/cookies');
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-amzn-remapped-via')).toBe('me');
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
  });

  it('with HEAD gets headers alone', async () => {
    const answer = await web('/api/cookies', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('is refused with too long headers, a too long address or too much of a body', async () => {
    const long = (length: number) => ({ headers: { 'x-long': 'x'.repeat(length) } });
    expect((await web('/api/event', long(9000))).status).toBe(200);
    expect((await web('/api/event', long(10_240))).status).toBe(431);
    expect((await web(`/api/event?${'q'.repeat(8200)}`)).status).toBe(414);
    const send = async (bytes: number, type: string) => {
      const answer = await web('/api/length', { method: 'POST', body: Buffer.alloc(bytes, 'x'), headers: { 'content-type': type } });
      return [answer.status, await answer.json()];
    };
    expect(await send(5_000_000, 'text/plain')).toEqual([200, { length: 5_000_000 }]);
    expect(await send(5_000_000, 'image/png')).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect((await send(10 * 1024 * 1024 + 1, 'text/plain'))[0]).toBe(413);
  });

  it('of a function that fails or ends gets a bare 500, and the next one works', async () => {
    for (const act of ['throw', 'crash']) {
      const answer = await web(`/api/${act}`);
      expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
      expect((await web('/api/event')).status).toBe(200);
    }
  });

  it('is given up after thirty seconds', async () => {
    const answer = web('/api/hang');
    while (application.cloud.clock.now() > 0 && (await application.order('/state')).functions === undefined);
    // Advancing waits for functions at work, and this one never ends: its time is up by the real clock's thirty seconds
    // in AWS, by the local clock's here.
    void application.cloud.clock.advance(31_000);
    expect([(await answer).status, await (await answer).json()]).toEqual([503, { message: 'Service Unavailable' }]);
  });
});
