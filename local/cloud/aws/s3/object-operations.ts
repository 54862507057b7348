import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from './accepted.ts';
import { OWN_CHECKSUM } from './checksum.ts';
import { notImplemented, refusal } from './errors.ts';
import { ENCRYPTED, type Exchange, keptHeaders, type Operation, objectArn } from './exchange.ts';
import type { Putting } from './object-store.ts';
import { findReadable } from './read-operations.ts';
import { announcedLength, type Received, receive } from './receive.ts';
import { xml } from './xml.ts';

/** What an operation honours that describes an object, takes a body with checksums, or depends on what is there. */
export const DESCRIBING = ['x-amz-meta-*'];
export const CHECKED = ['x-amz-checksum-*', 'x-amz-trailer', 'x-amz-decoded-content-length'];
export const CONDITIONAL = ['if-match', 'if-none-match'];

/** The condition of a write. S3 knows `If-None-Match` with a star only. */
export function writeCondition({ headers }: Pick<Exchange, 'headers'>): Putting['condition'] & object {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match other than *');
  return { ifMatch, ifNoneMatch };
}

/** Makes an object of bytes that came as a whole. Returns what its headers tell of it. */
export function keepWhole(
  { bucket, key, store, clock }: Pick<Exchange, 'bucket' | 'key' | 'store' | 'clock'>,
  { file, size, md5, checksums: found }: Received,
  { headers, ...putting }: Putting & { headers: Record<string, string> },
): { etag: string } & Record<string, string> {
  const checksums = { ...found, 'x-amz-checksum-type': 'FULL_OBJECT' };
  store.put(bucket, { key, file, size, etag: md5, modifiedAt: clock.now(), headers, checksums }, putting);
  return { etag: `"${md5}"`, ...checksums, ...ENCRYPTED };
}

const put: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, body, payloadHash, accessKeyId: by, store } = exchange;
  await exchange.permit('PutObject', objectArn(bucket, key));
  const claims = { payloadHash, headers: sent, fallback: OWN_CHECKSUM };
  announcedLength(claims);
  const [condition, headers] = [writeCondition(exchange), keptHeaders(sent)];
  const received = await receive(body, store.folder, claims);
  return {
    status: 200,
    headers: keepWhole(exchange, received, { eventName: 'ObjectCreated:Put', by, headers, condition }),
  };
};

const copy: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, accessKeyId: by, store, clock } = exchange;
  const [path = '', version] = (sent['x-amz-copy-source'] ?? '').split('?');
  if (version !== undefined) throw notImplemented('versionId in x-amz-copy-source');
  const { name: fromName, key: fromKey } = addressOf(path.startsWith('/') ? path : `/${path}`);
  const source = await findReadable(exchange, exchange.find(fromName), fromKey);
  await exchange.permit('PutObject', objectArn(bucket, key));
  const directive = sent['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') throw refusal('InvalidArgument', 'Unknown metadata directive.');
  if (fromName === bucket.name && fromKey === key && directive === 'COPY')
    throw refusal('InvalidRequest', 'This copy request is illegal: it copies an object to itself without changing it.');
  const condition = writeCondition(exchange);
  const headers = directive === 'REPLACE' ? keptHeaders(sent) : source.headers;
  // A copy is one object again, also of one that came in parts.
  const claims = { payloadHash: '', headers: {}, fallback: Object.keys(source.checksums)[0] ?? OWN_CHECKSUM };
  const received = await receive(createReadStream(join(store.folder, source.file)), store.folder, claims);
  const { etag } = keepWhole(exchange, received, { eventName: 'ObjectCreated:Copy', by, headers, condition });
  return xml(
    'CopyObjectResult',
    { ETag: etag, LastModified: new Date(clock.now()).toISOString() },
    { headers: ENCRYPTED },
  );
};

const remove: Operation['run'] = async ({ bucket, key, accessKeyId: by, store, permit }) => {
  await permit('DeleteObject', objectArn(bucket, key));
  store.drop(bucket, key, { cause: 'ObjectRemoved', by });
  return { status: 204, headers: { 'x-amz-delete-marker': bucket.isVersioned ? 'true' : undefined } };
};

/** Writing one object. */
export const OBJECT_OPERATIONS: Record<string, Operation> = {
  PutObject: { route: 'PUT object', honours: [...DESCRIBING, ...CHECKED, ...CONDITIONAL], run: put },
  CopyObject: {
    route: 'PUT object?x-amz-copy-source',
    honours: [...DESCRIBING, ...CONDITIONAL, 'x-amz-copy-source', 'x-amz-metadata-directive'],
    run: copy,
  },
  DeleteObject: { route: 'DELETE object', honours: [], run: remove },
};
