import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { SecretFor } from '../service.ts';
import type { CorsRule } from './cors.ts';
import { refusal } from './errors.ts';
import type { Notification } from './event-log.ts';
import type { LifecycleRule } from './lifecycle.ts';
import type { MultipartStore } from './multipart-store.ts';
import type { ObjectStore } from './object-store.ts';

export type Bucket = {
  name: string;
  arn: string;
  cors: readonly CorsRule[];
  lifecycle: readonly LifecycleRule[];
  notifications: readonly Notification[];
  isVersioned: boolean;
};

/** Request headers by lower-case name, with those that a presigned address carries in its query. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** One request, as the operations see it. */
export type Exchange = {
  bucket: Bucket;
  key: string;
  headers: Headers;
  body: AsyncIterable<Buffer>;
  query: URLSearchParams;
  /** The signer; empty for a form, which brings its signature inside. */
  accessKeyId: string;
  /** What the signer claims for the body: a hash, or a word such as UNSIGNED-PAYLOAD. */
  payloadHash: string;
  store: ObjectStore;
  uploads: MultipartStore;
  clock: Clock;
  secretFor: SecretFor;
  find(bucket: string): Bucket;
  /** Asks the gate for `s3:<action>` on an ARN; throws AccessDenied or an injected fault. */
  permit(action: string, resource: string, accessKeyId?: string): Promise<void>;
};

export type Answer = { status: number; headers?: Headers; body?: string | Readable };

/** An operation of the API. */
export type Operation = {
  /** Method, kind of resource and the query names that choose it: `PUT object?partNumber&uploadId`. */
  route: string;
  /** Further query names and headers that it honours, `…*` for a family; any other with a meaning is refused by name. */
  honours: readonly string[];
  run(exchange: Exchange): Promise<Answer>;
};

export const objectArn = (bucket: Bucket, key: string): string => `${bucket.arn}/${key}`;

/** Every bucket encrypts with keys of S3, as every bucket in AWS does by default. */
export const ENCRYPTED = { 'x-amz-server-side-encryption': 'AES256' };

/** How S3 writes a key in lists (`encoding-type=url`) and events: a space is a plus, the slash stays. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** A whole number of the query, `most` at most, which is also its default. */
export function countOf(query: URLSearchParams, name: string, most = 1000): number {
  const text = query.get(name) ?? String(most);
  if (!/^\d+$/.test(text)) throw refusal('InvalidArgument', `Provided ${name} not an integer or within integer range`);
  return Math.min(Number(text), most);
}

const SYSTEM_HEADERS = /^(content-type|cache-control|content-disposition|content-encoding|content-language|expires)$/;
const MAX_METADATA_BYTES = 2048;

/** The headers that stay with an object: system headers and its own metadata. */
export function keptHeaders(source: Headers): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let bytes = 0;
  for (const [name, value = ''] of Object.entries(source)) {
    const isOwn = name.startsWith('x-amz-meta-');
    if (isOwn) bytes += Buffer.byteLength(name.slice(11) + value);
    // aws-chunked describes the transfer, not the object.
    const text = name === 'content-encoding' ? value.replace(/aws-chunked,?\s*/, '') : value;
    if (isOwn || (SYSTEM_HEADERS.test(name) && text !== '')) kept[name] = text;
  }
  if (bytes > MAX_METADATA_BYTES) throw refusal('MetadataTooLarge');
  return kept;
}
