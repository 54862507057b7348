import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { SecretFor } from '../sigv4.ts';
import type { CorsRule } from './cors.ts';
import type { createMultipartStore } from './multipart-store.ts';
import type { createObjectStore } from './object-store.ts';

export type Bucket = { name: string; arn: string; cors: CorsRule[] };

/** Something that happened to an object; named as in S3 notifications. `at` is epoch milliseconds. */
export type ObjectEvent = { bucket: string; key: string; eventName: string; size: number; eTag: string; at: number };

/** One request, as the operations see it. */
export type Exchange = {
  bucket: Bucket;
  key: string;
  request: IncomingMessage;
  body: AsyncIterable<Buffer>;
  query: URLSearchParams;
  /** What the signer claims for the body: a hash, or a word such as UNSIGNED-PAYLOAD. */
  payloadHash: string;
  store: ReturnType<typeof createObjectStore>;
  uploads: ReturnType<typeof createMultipartStore>;
  clock: Clock;
  secretFor: SecretFor;
  find(bucket: string): Bucket;
  /** Asks the gate for `s3:<action>` on an ARN; throws AccessDenied or an injected fault. */
  permit(action: string, resource: string, accessKeyId?: string): Promise<void>;
  emit(eventName: string, key: string, size: number, eTag: string): void;
};

export type Answer = { status: number; headers?: Record<string, string | number>; body?: string | Readable };
export type Operation = (exchange: Exchange) => Promise<Answer>;

/** A request header as one string. */
export const header = ({ request }: Pick<Exchange, 'request'>, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

export const objectArn = (bucket: Bucket, key: string): string => `${bucket.arn}/${key}`;
export const xml = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body,
});

const KEPT = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-amz-server-side-encryption',
];

/** The headers that stay with an object: system headers and its own metadata. */
export function keptHeaders(source: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept = Object.entries(source).filter(([name]) => KEPT.includes(name) || name.startsWith('x-amz-meta-'));
  // aws-chunked describes the transfer, not the object.
  const cleaned = kept.map(([name, value]) => [
    name,
    name === 'content-encoding' ? String(value).replace(/aws-chunked,?\s*/, '') : String(value),
  ]);
  return {
    'content-type': 'application/octet-stream',
    ...Object.fromEntries(cleaned.filter(([, value]) => value !== '')),
  };
}
