import { connect } from 'node:net';
import { seeded } from '#cloud/test/chance.ts';

/** Bytes for one connection, and whether it is cut as soon as they are sent instead of waiting for the answer. */
export type Broken = { bytes: Buffer; cut: boolean };

const line = '\r\n';
const form = (...parts: string[]) => parts.map((part) => `--b${line}${part}`).join(line);
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"${line}${line}${value}`;
const file = `Content-Disposition: form-data; name="file"; filename="a.jpg"${line}Content-Type: image/jpeg${line}${line}`;
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE'];
const paths = [
  ...[
    '/',
    '//',
    '/..',
    '/../../etc/passwd',
    '/a%00.js',
    '/%',
    '/%zz',
    '/%ff%fe',
    '/?%00=%',
    '*',
    'http://[',
    '/%2e%2e/x',
  ],
  ...[
    `/${'a'.repeat(300)}.js`,
    `/${'a/'.repeat(3000)}`,
    '/api/event',
    '/api/%00',
    '/state',
    '/clock',
    '/faults/x',
    '/live',
  ],
  ...[
    '/store?to=%00',
    '/schedules/%00',
    '/2015-03-31/functions/%ff/invocations',
    '/bucket',
    '/bucket/a%00',
    '/bucket?uploads',
  ],
  ...[
    '/me-south-1_x/.well-known/jwks.json',
    '/@connections/%00',
    '/www/oauth/authorize',
    '/graph-ig/v0/x',
    '/functions/%/kill',
  ],
];
const headers = [
  'content-type: application/json',
  'content-type: multipart/form-data; boundary=b',
  'content-type: multipart/form-data; boundary=',
  'content-type: application/x-www-form-urlencoded',
  'x-amz-target: DynamoDB_20120810.PutItem',
  'x-amz-target: __proto__.constructor',
  'authorization: AWS4-HMAC-SHA256 Credential=LOCALADMIN/20260101/me-south-1/s3/aws4_request, SignedHeaders=, Signature=0',
  'authorization: AWS4-HMAC-SHA256 Credential=',
  'x-amz-date: 99999999T999999Z',
  'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'range: bytes=9-1,-,5',
  'if-modified-since: never',
  'accept-encoding: br;q=x, gzip',
  'cookie: =; ;a=%;__proto__=1',
  `upgrade: websocket${line}connection: Upgrade${line}sec-websocket-key: x${line}sec-websocket-version: 13`,
  'expect: 100-continue',
  'host: evil.example',
  'origin: null',
];
const bodies = [
  '',
  '{',
  'null',
  '[]',
  '{"__proto__":{"a":1}}',
  '{"TableName":"\\ud800","Item":{"pk":{"N":"x"}}}',
  deep,
  'Action=SendEmail&Source=%ff%&Destination.ToAddresses.member.99999999999999999999=x',
  '<a><b></a>',
  form(field('key', 'k'), file + 'x'.repeat(20_000)),
  form(field('key', '\0'), `${file}x`) + `${line}--b--`,
  form(file),
  `--b${line}${line}`,
  `5${line}hello${line}0${line}`,
  '\0'.repeat(500),
];

/** `count` requests that no client of ours would send; the same for the same seed. */
export function brokenRequests(seed: number, count: number, port: number): Broken[] {
  const chance = seeded(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  return Array.from({ length: count }, () => {
    const body = one(bodies);
    const real = Buffer.byteLength(body);
    const lengths = [
      `content-length: ${real}`,
      `content-length: ${real + 9000}`,
      'content-length: -1',
      'transfer-encoding: chunked',
    ];
    const framed = body === '' ? [] : [chance() < 0.6 ? (lengths[0] ?? '') : one(lengths)];
    const told = [`host: 127.0.0.1:${port}`, one(headers), one(headers), ...framed];
    const head = `${one(methods)} ${one(paths)} HTTP/1.1${line}${told.join(line)}${line}${line}`;
    const whole = Buffer.from(chance() < 0.05 ? `\0${head}` : head + body);
    const cut = chance() < 0.3;
    return { bytes: cut ? whole.subarray(0, Math.ceil(whole.length * (0.5 + chance() / 2))) : whole, cut };
  });
}

/** Sends the bytes; gives what came back, which is nothing when the sender hung up. */
export function sendBroken(port: number, { bytes, cut }: Broken): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () =>
      cut ? socket.write(bytes, () => socket.destroy()) : socket.end(bytes),
    );
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}
