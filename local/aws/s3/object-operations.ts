import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../service.ts';
import { OWN_CHECKSUM } from './checksum.ts';
import {
  DESCRIBING,
  ENCRYPTED,
  type Exchange,
  invalid,
  keptHeaders,
  notImplemented,
  type Operation,
  objectArn,
  xml,
} from './exchange.ts';
import type { WriteCondition } from './object-store.ts';
import { findReadable } from './read-operations.ts';
import { declaredLength, receive } from './receive.ts';
import { toXml } from './xml.ts';

/** Headers of a body that brings its own checksums. */
export const CHECKED = ['x-amz-checksum-*', 'x-amz-trailer', 'x-amz-decoded-content-length'];
/** Headers of a write that depends on what is there. */
export const CONDITIONAL = ['if-match', 'if-none-match'];

/** The condition of a write. S3 knows `If-None-Match` with a star only. */
export function writeCondition({ headers }: Pick<Exchange, 'headers'>): WriteCondition {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match other than *');
  return { ifMatch, ifNoneMatch };
}

const put: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, body, payloadHash, accessKeyId: by, store, clock, permit } = exchange;
  await permit('PutObject', objectArn(bucket, key));
  declaredLength({ headers: sent, payloadHash });
  const condition = writeCondition(exchange);
  const headers = keptHeaders(sent);
  const claims = { payloadHash, headers: sent, fallback: OWN_CHECKSUM };
  const { file, size, md5, checksums: found } = await receive(body, store.folder, claims);
  const checksums = { ...found, 'x-amz-checksum-type': 'FULL_OBJECT' };
  const object = { key, file, size, etag: md5, modifiedAt: clock.now(), headers, checksums };
  store.put(bucket, object, { eventName: 'ObjectCreated:Put', by }, condition);
  return { status: 200, headers: { etag: `"${md5}"`, ...checksums, ...ENCRYPTED } };
};

/** Bucket and key that a copy is taken from. */
function sourceOf({ headers, find }: Exchange) {
  const [path = '', version] = (headers['x-amz-copy-source'] ?? '').split('?');
  if (version !== undefined) throw notImplemented('versionId in x-amz-copy-source');
  const [, name = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  if (key === '') throw invalid('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  return { bucket: find(name), key };
}

const copy: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, accessKeyId: by, store, clock, permit } = exchange;
  const from = sourceOf(exchange);
  const source = await findReadable(exchange, from.bucket, from.key);
  await permit('PutObject', objectArn(bucket, key));
  const directive = sent['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') throw invalid('Unknown metadata directive.');
  if (from.bucket === bucket && from.key === key && directive === 'COPY')
    throw new AwsError(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing it.',
    );
  const condition = writeCondition(exchange);
  const headers = directive === 'REPLACE' ? keptHeaders(sent) : source.headers;
  // A copy is one object again, also of one that came in parts.
  const claims = { payloadHash: '', headers: {}, fallback: Object.keys(source.checksums)[0] ?? OWN_CHECKSUM };
  const bytes = createReadStream(join(store.folder, source.file));
  const { file, size, md5, checksums: found } = await receive(bytes, store.folder, claims);
  const checksums = { ...found, 'x-amz-checksum-type': 'FULL_OBJECT' };
  const modifiedAt = clock.now();
  const object = { key, file, size, etag: md5, modifiedAt, headers, checksums };
  store.put(bucket, object, { eventName: 'ObjectCreated:Copy', by }, condition);
  const LastModified = new Date(modifiedAt).toISOString();
  return { ...xml(toXml('CopyObjectResult', { ETag: `"${md5}"`, LastModified })) };
};

const remove: Operation['run'] = async ({ bucket, key, accessKeyId: by, store, permit }) => {
  await permit('DeleteObject', objectArn(bucket, key));
  store.drop(bucket, key, { cause: 'ObjectRemoved', by });
  return { status: 204, headers: { 'x-amz-delete-marker': bucket.isVersioned ? 'true' : undefined } };
};

const copied = ['x-amz-copy-source', 'x-amz-metadata-directive'];

/** Writing one object. */
export const OBJECT_OPERATIONS: Record<string, Operation> = {
  PutObject: { route: 'PUT object', honours: [...DESCRIBING, ...CHECKED, ...CONDITIONAL], run: put },
  CopyObject: { route: 'PUT object?x-amz-copy-source', honours: [...DESCRIBING, ...CONDITIONAL, ...copied], run: copy },
  DeleteObject: { route: 'DELETE object', honours: [], run: remove },
};
