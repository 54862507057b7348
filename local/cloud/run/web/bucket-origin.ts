import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { StoredObject } from '../../aws/s3/object-store.ts';
import { type ByteRange, byteRange } from './byte-range.ts';

/** An object or file as an origin gives it. */
export type Found = Pick<StoredObject, 'size' | 'etag' | 'modifiedAt' | 'headers'> & { body: Readable };
/** Reads from the bucket behind a behaviour, all or a range; undefined when there is no such object. */
export type ReadBucket = (bucket: string, key: string, range?: ByteRange) => Found | undefined;

/** An origin's answer whose body is not read yet. */
export type StreamedAnswer = { status: number; headers: Record<string, string | string[]>; body: Readable | Buffer };

const compressible =
  /^(text\/|application\/(javascript|json|xml|manifest\+json|wasm|[\w.-]+\+(json|xml))|image\/svg\+xml|font\/(otf|ttf))/;

/** Answers GET and HEAD for one object: conditions, a range, and CloudFront's compression. */
export function objectAnswer(
  request: IncomingMessage,
  read: (range?: ByteRange) => Found | undefined,
  compress: boolean,
): StreamedAnswer {
  const found = read();
  if (found === undefined) return noAccess();
  const headers: Record<string, string> = {
    'content-type': 'binary/octet-stream',
    ...found.headers,
    etag: found.etag,
    'last-modified': new Date(found.modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
  };
  const without = (status: number): StreamedAnswer => {
    found.body.destroy();
    return { status, headers, body: Buffer.alloc(0) };
  };
  if (isUnchanged(request.headers, headers)) return without(304);

  const given = request.headers['if-range'];
  const isRangeMeant = given === undefined || given === headers.etag || given === headers['last-modified'];
  const range = isRangeMeant ? byteRange(request.headers.range, found.size) : undefined;
  if (range === 'unsatisfiable') {
    headers['content-range'] = `bytes */${found.size}`;
    return without(416);
  }
  if (range !== undefined) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${found.size}`;
    headers['content-length'] = String(range.end - range.start + 1);
    found.body.destroy();
    return { status: 206, headers, body: read(range)?.body ?? Buffer.alloc(0) };
  }
  const packer = compress ? packerFor(request.headers, found) : undefined;
  if (packer === undefined) {
    headers['content-length'] = String(found.size);
    return { status: 200, headers, body: found.body };
  }
  Object.assign(headers, { 'content-encoding': packer.name, vary: 'Accept-Encoding', etag: weak(found.etag) });
  return { status: 200, headers, body: pipeline(found.body, packer.start(), () => {}) };
}

/** What S3 says of a missing object to whoever may not list the bucket. */
export const noAccess = (): StreamedAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'),
});

const weak = (etag: string) => `W/${etag}`;

function isUnchanged(
  asked: IncomingHttpHeaders,
  { etag = '', 'last-modified': modified = '' }: Record<string, string>,
) {
  const tags = asked['if-none-match'];
  if (tags !== undefined) return tags.split(/,\s*/).some((tag) => tag === '*' || tag === etag || tag === weak(etag));
  return Date.parse(asked['if-modified-since'] ?? '') >= Date.parse(modified);
}

/** Brotli before gzip, for types and sizes that CloudFront compresses. */
function packerFor(asked: IncomingHttpHeaders, { headers, size }: Found) {
  const accepts = (name: string) =>
    new RegExp(`\\b${name}\\b(?!;q=0(\\.0*)?(,|$))`).test(String(asked['accept-encoding'] ?? ''));
  if (headers['content-encoding'] !== undefined || !compressible.test(headers['content-type'] ?? '')) return undefined;
  if (size < 1000 || size > 10_000_000) return undefined;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  if (accepts('br')) return { name: 'br', start: (): Transform => createBrotliCompress({ params }) };
  return accepts('gzip') ? { name: 'gzip', start: (): Transform => createGzip() } : undefined;
}
