import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Api } from './api.ts';
import { byteRange } from './byte-range.ts';
import type { Distribution } from './distributions.ts';

/** An object or file as an origin gives it. */
export type Found = {
  body: NodeJS.ReadableStream & { destroy(): void };
  size: number;
  type: string;
  eTag: string;
  cacheControl?: string;
};
/** Reads from the bucket behind a behaviour; undefined when there is no such object. */
export type ReadBucket = (bucket: string, key: string) => Found | undefined;

/** Serves one CloudFront host: behaviours, edge functions, response headers, ranges and conditional requests. */
export function createHost(distribution: Distribution, api: Api | undefined, read: ReadBucket) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '/';
    const path = url.split('?')[0] ?? '/';
    const method = request.method ?? 'GET';
    const behavior = distribution.behavior(path);
    if (behavior.origin.kind === 'api') {
      const answer = await (api?.(request, url) ?? notHere());
      response.writeHead(answer.status, { ...answer.headers, ...behavior.headers });
      return void response.end(method === 'HEAD' ? undefined : answer.body);
    }
    const plain = (status: number, text: string) =>
      void response.writeHead(status, { 'content-type': 'text/plain', ...behavior.headers }).end(text);
    if (!behavior.methods.includes(method)) return plain(403, `${method} is not allowed here`);
    const asked = path === '/' && distribution.rootObject !== '' ? `/${distribution.rootObject}` : path;
    const key = keyOf(behavior.onRequest?.onRequest(method, asked) ?? asked);
    const found = key === undefined ? undefined : read(behavior.origin.bucket, key);
    if (found === undefined) return plain(404, 'Not Found');
    if (method === 'OPTIONS') return void response.writeHead(200, { allow: behavior.methods.join(', ') }).end();

    const headers: Record<string, string> = {
      'content-type': found.type,
      etag: found.eTag,
      'accept-ranges': 'bytes',
      ...(found.cacheControl === undefined ? {} : { 'cache-control': found.cacheControl }),
    };
    const edged = behavior.onResponse?.onResponse(path, {
      statusCode: 200,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
    }).headers;
    for (const [name, { value }] of Object.entries(edged ?? {})) headers[name] = value;
    Object.assign(headers, behavior.headers);

    const finish = (status: number) => {
      found.body.destroy();
      response.writeHead(status, headers).end();
    };
    if (request.headers['if-none-match'] === found.eTag) return finish(304);
    const range = byteRange(request.headers.range, found.size);
    if (range === 'unsatisfiable') {
      headers['content-range'] = `bytes */${found.size}`;
      return finish(416);
    }
    const { start, end } = range ?? { start: 0, end: found.size - 1 };
    headers['content-length'] = String(end - start + 1);
    if (range !== undefined) headers['content-range'] = `bytes ${start}-${end}/${found.size}`;
    if (method === 'HEAD') return finish(range === undefined ? 200 : 206);
    response.writeHead(range === undefined ? 200 : 206, headers);
    // A reader that hangs up half-way is no fault of ours.
    await pipeline(found.body, slice(start, end), response).catch(() => {});
  };
}

const notHere = async () => ({ status: 404, headers: {}, body: Buffer.from('Not Found') });

function keyOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
}

/** Passes on only the bytes from `start` to `end`, both included. */
function slice(start: number, end: number): Transform {
  let at = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end + 1 - at, chunk.length);
      at += chunk.length;
      done(null, from < to ? chunk.subarray(from, to) : undefined);
    },
  });
}
