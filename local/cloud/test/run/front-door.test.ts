import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as dial, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { listen } from '#cloud/aws/service.ts';
import { openApplication } from '#cloud/run/template.ts';
import { createApi } from '#cloud/run/web/api.ts';
import { createWorkers } from '#cloud/run/workers.ts';
import { type LiveApplication, startLiveApplication } from './live-application.ts';

let application: LiveApplication;
const caption = 'قهوة وتمر '.repeat(200);
beforeAll(async () => {
  application = await startLiveApplication();
  const { s3, region = '', accessKeyId = '', secretAccessKey = '' } = application.cloud.endpoints.aws;
  const client = new S3Client({ endpoint: s3 ?? '', region, credentials: { accessKeyId, secretAccessKey } });
  const put = (Key: string, ContentType: string) =>
    client.send(
      new PutObjectCommand({ Bucket: 'bucket', Key, Body: caption, ContentType, CacheControl: 'max-age=60' }),
    );
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
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
      host: 'http.execute-api.me-south-1.amazonaws.com',
    });
    expect(headers).not.toHaveProperty('cloudfront-viewer-address');
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

  it('for a page whose name no file can have is told what it is told about any missing one', async () => {
    for (const path of ['/missing.js', '/a%00.js', `/${'a'.repeat(300)}.js`])
      expect((await web(path)).status).toBe(403);
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
      const answer = await web('/api/length', {
        method: 'POST',
        body: Buffer.alloc(bytes, 'x'),
        headers: { 'content-type': type },
      });
      return [answer.status, await answer.json()];
    };
    expect(await send(5_000_000, 'text/plain')).toEqual([200, { length: 5_000_000 }]);
    expect(await send(5_000_000, 'image/png')).toEqual([413, { message: 'Request Entity Too Large' }]);
    for (const bytes of [10 * 1024 * 1024 + 1, 30_000_000]) expect((await send(bytes, 'text/plain'))[0]).toBe(413);
  });

  it('of a function that fails or ends gets a bare 500, and the next one works', async () => {
    for (const act of ['throw', 'crash']) {
      const answer = await web(`/api/${act}`);
      expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
      expect((await web('/api/event')).status).toBe(200);
    }
  });

  it('is throttled per route by the stage, until time has filled the bucket again', async () => {
    const statuses = async (count: number) =>
      (await Promise.all(Array.from({ length: count }, () => web('/api/limited')))).map(({ status }) => status);
    expect((await statuses(90)).filter((status) => status === 429).length).toBeGreaterThan(0);
    const refused = await web('/api/limited');
    expect([refused.status, await refused.json()]).toEqual([429, { message: 'Too Many Requests' }]);
    expect((await web('/api/event')).status).toBe(200);
    await application.order('/clock', { advance: 'PT9S' });
    expect((await web('/api/limited')).status).toBe(200);
  });

  it('leaves a line in the access log, in the template’s own format', async () => {
    await web('/api/length', { method: 'POST', body: 'abc', headers: { 'content-type': 'text/plain' } });
    await web('/api/throw');
    const lines = readFileSync(join(application.folder, 'data/logs/access-http.log'), 'utf8').trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual(['ANY /api/{act} 200 12 - -', 'ANY /api/{act} 500 35 Error: secret -']);
  });

  it('is told what time it is in this cloud, also after its clock was moved, as are those for files', async () => {
    const { now } = await application.order('/clock', { advance: 'PT2H' });
    for (const path of ['/api/event', '/api/nowhere', '/api/throw', '/page.html']) {
      const told = Date.parse((await web(path)).headers.get('date') ?? '');
      expect(Math.abs(told - Number(now)), path).toBeLessThan(60_000);
    }
    expect(Math.abs(Date.parse((await media('/photo.jpg')).headers.date ?? '') - Number(now))).toBeLessThan(60_000);
  });

  it('that breaks off or comes slowly harms nobody', async () => {
    const { port, hostname } = new URL(application.cloud.endpoints.web);
    const head =
      'POST /api/length HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 6\r\n\r\n';
    const broken = connect(Number(port), hostname);
    broken.write(`${head}abc`, () => broken.destroy());
    await once(broken, 'close');
    const early = connect(Number(port), hostname);
    early.write(`${head}abcdef`, () => early.destroy());
    await once(early, 'close');
    const slow = connect(Number(port), hostname);
    for (const part of [head.slice(0, 40), head.slice(40), 'abc', 'def'])
      await new Promise((written) => slow.write(part, written));
    const [text] = await once(slow, 'data');
    expect(String(text)).toMatch(/^HTTP\/1\.1 200 .*\{"length":6\}$/s);
    slow.destroy();
    expect((await web('/api/event')).status).toBe(200);
  });
});

describe('an edge function', () => {
  it('sees method, cookies, query and viewer, and changes what the origin is asked', async () => {
    const { headers, rawPath, rawQueryString } = await event('/gate/open?t=1&t=2', { headers: { cookie: 'a=x; b=y' } });
    expect(headers['cloudfront-viewer-address']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect([rawPath, rawQueryString, headers['x-saw']]).toEqual(['/api/event', 'only=1', 'GET,x,2,127.0.0.1']);
  });

  it('may answer itself', async () => {
    const answer = await web('/gate/closed', { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/elsewhere']);
  });

  it('that throws is a 503', async () => {
    expect((await web('/gate/broken')).status).toBe(503);
  });

  it('changes the headers of an answer, which a policy then leaves alone unless it overrides', async () => {
    expect((await media('/marked/page.html')).headers['x-kind']).toBe('edge');
    expect((await media('/page.html')).headers['x-kind']).toBe('policy');
  });
});

describe('a bucket behind CloudFront', () => {
  it('gives an object with its headers and the policy’s, with this machine’s addresses and without HSTS', async () => {
    const { status, headers, body } = await media('/photo.jpg');
    const { web: site } = application.cloud.endpoints;
    expect([status, body.toString()]).toEqual([200, caption]);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'max-age=60',
      'accept-ranges': 'bytes',
      'last-modified': expect.stringMatching(/GMT$/),
      'content-security-policy': `connect-src ${site.replace('http', 'ws')} ${site}`,
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('says 403 for what is not there, and for methods that the behaviour does not allow', async () => {
    expect((await media('/nothing.jpg')).status).toBe(403);
    expect((await media('/%zz')).status).toBe(403);
    expect((await media('/photo.jpg', {}, 'DELETE')).status).toBe(403);
  });

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ])('packs text for a viewer that accepts %s as %s', async (accepted, packed, unpack) => {
    const { headers, body } = await media('/page.html', { 'accept-encoding': accepted });
    expect(headers).toMatchObject({
      'content-encoding': packed,
      vary: 'Accept-Encoding',
      etag: expect.stringMatching(/^W\//),
    });
    expect(unpack(body).toString()).toBe(caption);
  });

  it('packs nothing for others, and no pictures', async () => {
    expect((await media('/page.html')).headers['content-encoding']).toBeUndefined();
    expect((await media('/photo.jpg', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
  });

  it('answers 304 to whoever has the object, packed or not', async () => {
    const { headers } = await media('/page.html');
    const tag = String(headers.etag);
    const modified = String(headers['last-modified']);
    for (const condition of [
      { 'if-none-match': tag },
      { 'if-none-match': `"x", W/${tag}` },
      { 'if-modified-since': modified },
    ])
      expect((await media('/page.html', condition)).status).toBe(304);
    expect((await media('/page.html', { 'if-none-match': '"x"', 'if-modified-since': modified })).status).toBe(200);
  });

  it('gives a range, unless If-Range names another version', async () => {
    const part = await media('/photo.jpg', { range: 'bytes=2-5' });
    const bytes = Buffer.from(caption);
    expect([part.status, part.body]).toEqual([206, bytes.subarray(2, 6)]);
    expect(part.headers).toMatchObject({ 'content-range': `bytes 2-5/${bytes.length}`, 'content-length': '4' });
    expect((await media('/photo.jpg', { range: `bytes=${bytes.length}-` })).status).toBe(416);
    const other = await media('/photo.jpg', { range: 'bytes=2-5', 'if-range': '"other"' });
    expect([other.status, other.body.length]).toEqual([200, bytes.length]);
  });

  it('with HEAD gives the headers alone', async () => {
    const { status, headers, body } = await media('/photo.jpg', {}, 'HEAD');
    expect([status, headers['content-length'], body.length]).toEqual([200, String(Buffer.byteLength(caption)), 0]);
  });

  it('survives a viewer that hangs up half-way', async () => {
    const { port, hostname } = new URL(application.cloud.endpoints.media);
    const viewer = connect(Number(port), hostname);
    viewer.write('GET /photo.jpg HTTP/1.1\r\nhost: localhost\r\n\r\n', () => viewer.destroy());
    await once(viewer, 'close');
    expect((await media('/photo.jpg')).status).toBe(200);
  });
});

describe('a function that does not answer in time', () => {
  it('is given up after thirty seconds of the local clock', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'late-'));
    const bundle = join(folder, 'index.mjs');
    writeFileSync(bundle, 'export const handler = () => new Promise(() => {})');
    const clock = createClock();
    const arn = 'arn:aws:lambda:me-south-1:000000000000:function:slow';
    const spec = { name: 'slow', arn, role: 'r', bundle, exportName: 'handler', timeoutMs: 60_000, memoryMb: 128 };
    const workers = createWorkers([{ ...spec, variables: {}, maxInstances: 1 }], {
      ...{ clock, logDir: folder },
      environment: () => ({}),
      onError: () => {},
    });
    const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:1' };
    const Resources = {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { IntegrationType: 'AWS_PROXY', IntegrationUri: arn, PayloadFormatVersion: '2.0' },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { RouteKey: '$default', Target: { 'Fn::Sub': 'integrations/${Integration}' } },
      },
      May: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: arn, Principal: 'apigateway.amazonaws.com' },
      },
    };
    const api = createApi(openApplication({ App: { Resources } }, place), { workers, clock, logDir: folder, ...place });
    const host = await listen(async (incoming, response) => {
      const { status, body } = await api({ url: '/', headers: {}, incoming });
      response.writeHead(status).end(body);
    });

    const answer = fetch(host.url);
    for (let looks = 0; workers.busy() === 0 && looks < 10_000; looks++) await new Promise(setImmediate);
    await clock.advance(30_000);
    expect([(await answer).status, await (await answer).json()]).toEqual([503, { message: 'Service Unavailable' }]);

    await host.close();
    await workers.stop();
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});

const site = (behavior: object, more = {}) => ({
  Site: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Origins: [{ Id: 'http', DomainName: { 'Fn::Sub': '${Http}.execute-api.me-south-1.amazonaws.com' } }],
        DefaultCacheBehavior: { TargetOriginId: 'http', ...behavior },
        ...more,
      },
    },
  },
});

describe('what the template asks of the front door and the local cloud does not do', () => {
  it.each([
    [
      'CorsConfiguration',
      { Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', CorsConfiguration: {} } } },
    ],
    [
      'RouteSettings',
      {
        HttpStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Http' }, StageName: '$default', AutoDeploy: true, RouteSettings: {} },
        },
      },
    ],
    [
      'Stage v1',
      {
        HttpStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Http' }, StageName: 'v1', AutoDeploy: true },
        },
      },
    ],
    [
      'JWT authorizer',
      {
        HttpRouteANYapiact: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ...{ ApiId: { Ref: 'Http' }, RouteKey: 'ANY /api/{act}', AuthorizationType: 'JWT' },
            Target: { 'Fn::Sub': 'integrations/${HttpIntegration}' },
          },
        },
      },
    ],
    ['AllViewer', site({ OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3' })],
    ['CustomErrorResponses', site({}, { CustomErrorResponses: [{ ErrorCode: 404 }] })],
    ['has no origin elsewhere', site({ TargetOriginId: 'elsewhere' })],
  ])('stops the start by name: %s', async (name, changed) => {
    await expect(startLiveApplication(changed)).rejects.toThrow(name);
  });
});
