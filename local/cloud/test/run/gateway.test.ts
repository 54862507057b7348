import { describe, expect, it } from 'vitest';
import { byteRange } from '#cloud/run/web/byte-range.ts';
import { httpAnswer } from '#cloud/run/web/http-answer.ts';
import { type HttpRequest, httpEvent } from '#cloud/run/web/http-event.ts';
import { createMatcher } from '#cloud/run/web/routes.ts';

const route = (routeKey: string) => ({ routeKey, functionArn: routeKey });
const matcher = (...keys: string[]) => createMatcher(keys.map(route));
const event = (request: Partial<HttpRequest>) =>
  httpEvent(
    {
      id: 'r1',
      method: 'POST',
      url: '/api/posts',
      headers: {},
      body: Buffer.alloc(0),
      sourceIp: '10.1.2.3',
      ...request,
    },
    { ...route('POST /api/posts/{postId}'), parameters: { postId: 'p 1' } },
    { apiId: 'a1', domainName: 'a1.execute-api.me-south-1.amazonaws.com', account: '000000000000' },
    Date.UTC(2026, 1, 17, 4, 5, 6),
  );

describe('the HTTP API chooses a route', () => {
  const match = matcher(
    'GET /api/posts/{postId}',
    'GET /api/posts/mine',
    'ANY /api/{rest+}',
    'POST /api/posts',
    '$default',
  );
  it.each([
    ['GET', '/api/posts/mine', 'GET /api/posts/mine'],
    ['GET', '/api/posts/p1', 'GET /api/posts/{postId}'],
    ['GET', '/api/posts/p1/', 'ANY /api/{rest+}'],
    ['GET', '/api/posts/mine/', 'ANY /api/{rest+}'],
    ['GET', '/api/', '$default'],
    ['POST', '/api/posts', 'POST /api/posts'],
    ['DELETE', '/api/posts', 'ANY /api/{rest+}'],
    ['GET', '/other', '$default'],
  ])('%s %s → %s', (method, path, routeKey) => {
    expect(match(method, path)?.routeKey).toBe(routeKey);
  });

  it('a full match before a greedy one, and a named method before ANY', () => {
    const specific = matcher('ANY /pets/dog', 'GET /pets/{id}', 'GET /pets/{proxy+}');
    expect(specific('GET', '/pets/dog')?.routeKey).toBe('GET /pets/{id}');
    expect(specific('PUT', '/pets/dog')?.routeKey).toBe('ANY /pets/dog');
    expect(specific('GET', '/pets/dog/1')?.routeKey).toBe('GET /pets/{proxy+}');
  });

  it('and has none for a method that no route knows', () => {
    expect(matcher('GET /api/posts')('PUT', '/api/posts')).toBeUndefined();
  });

  it('and hands over path parameters decoded', () => {
    expect(match('GET', '/api/posts/%D9%85%2F1')?.parameters).toEqual({ postId: 'م/1' });
  });
});

describe('a function sees payload 2.0', () => {
  it('with cookies apart, repeated headers and query values joined, and the body as text', () => {
    const seen = event({
      url: '/api/posts/p%201?tag=a&tag=b&q=%D9%82',
      headers: { cookie: 'a=1; b=2', accept: 'x', 'x-many': ['1', '2'], 'content-type': 'application/json' },
      body: Buffer.from('{"caption":"قهوة"}'),
    });
    expect(seen).toMatchObject({
      version: '2.0',
      routeKey: 'POST /api/posts/{postId}',
      rawPath: '/api/posts/p 1',
      rawQueryString: 'tag=a&tag=b&q=%D9%82',
      cookies: ['a=1', 'b=2'],
      headers: { accept: 'x', 'x-many': '1,2' },
      queryStringParameters: { tag: 'a,b', q: 'ق' },
      pathParameters: { postId: 'p 1' },
      body: '{"caption":"قهوة"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: 'a1',
        domainPrefix: 'a1',
        http: { method: 'POST', path: '/api/posts/p 1', protocol: 'HTTP/1.1', sourceIp: '10.1.2.3' },
        requestId: 'r1',
        timeEpoch: Date.UTC(2026, 1, 17, 4, 5, 6),
        time: '17/Feb/2026:04:05:06 +0000',
        stage: '$default',
      },
    });
    expect(seen).not.toHaveProperty('headers.cookie');
  });

  // Who signs a body signs its bytes: none may be lost, added or put differently on the way.
  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/cloudevents+json',
    'text/plain',
    'application/xml',
  ])('with text of type %s as it was sent, byte for byte', (type) => {
    const sent = Buffer.from('\uFEFF{ "نص" :\r\n "قهوة ☕️ \\u00e9" ,\t"n":1.50}\n\0 ');
    const { body = '', isBase64Encoded } = event({ headers: { 'content-type': type }, body: sent });
    expect(isBase64Encoded).toBe(false);
    expect(Buffer.from(body).equals(sent)).toBe(true);
  });

  it.each([
    'image/png',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'application/octet-stream',
    '',
  ])('with a body of type %j, which is no text, in base64, byte for byte', (type) => {
    const sent = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0xff, 0x00, 0xc3]);
    const headers = type === '' ? {} : { 'content-type': type };
    const { body = '', isBase64Encoded } = event({ headers, body: sent });
    expect(isBase64Encoded).toBe(true);
    expect(Buffer.from(body, 'base64').equals(sent)).toBe(true);
  });

  it('without a body when none was sent', () => {
    const seen = event({ headers: { 'content-type': 'image/png' } });
    expect(seen).toMatchObject({ isBase64Encoded: false });
    expect(seen).not.toHaveProperty('body');
  });

  it('without what follows an encoded question mark in the path', () => {
    expect(event({ url: '/api/a%3Fb/c?d=1' })).toMatchObject({ rawPath: '/api/a', rawQueryString: 'd=1' });
  });

  it('without fields that a bare request does not have', () => {
    const seen = event({});
    for (const field of ['cookies', 'queryStringParameters', 'body']) expect(seen).not.toHaveProperty(field);
  });
});

describe('what a function returns becomes an HTTP answer', () => {
  const answer = (result: unknown) => {
    const { status, headers, body } = httpAnswer({ ok: true, result });
    return { status, headers, body: body.toString() };
  };
  it('with status, headers in lower case and one set-cookie per cookie', () => {
    expect(answer({ statusCode: 201, headers: { 'X-Id': 7 }, cookies: ['a=1', 'b=2'], body: 'ok' })).toEqual({
      status: 201,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-id': '7', 'set-cookie': ['a=1', 'b=2'] },
      body: 'ok',
    });
  });
  it('as JSON with status 200 when there is no status code', () => {
    expect(answer({ a: 1 })).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
  });
  it('with a decoded body', () => {
    expect(answer({ statusCode: 200, body: 'aGk=', isBase64Encoded: true }).body).toBe('hi');
  });
  it.each([[{ statusCode: 'often' }], [{ statusCode: 200, body: { not: 'text' } }]])(
    'and a malformed one a bare 500: %j',
    (result) => {
      expect(answer(result)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
    },
  );
  it('and a failure tells nothing of its cause', () => {
    const failed = httpAnswer({ ok: false, errorType: 'TypeError', errorMessage: 'secret', trace: 'secret' });
    expect(failed.body.toString()).toBe('{"message":"Internal Server Error"}');
  });
});

describe('the front door', () => {
  it.each([
    [undefined, undefined],
    ['bytes=0-1', { start: 0, end: 1 }],
    ['bytes=8-', { start: 8, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=5-99', { start: 5, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-1,3-4', undefined],
    ['lines=1-2', undefined],
  ])('reads the range %s of ten bytes', (header, expected) => {
    expect(byteRange(header, 10)).toEqual(expected);
  });
});
