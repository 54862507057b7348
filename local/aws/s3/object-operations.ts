import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../service.ts';
import { type Answer, type Exchange, header, keptHeaders, type Operation, objectArn, xml } from './exchange.ts';
import type { StoredObject } from './object-store.ts';
import { receive } from './upload.ts';
import { toXml } from './xml.ts';

const notImplemented = (what: string) => new AwsError('NotImplemented', `The local S3 does not know ${what}.`, 501);
const iso = (time: number) => new Date(time).toISOString();

const conditionOf = (exchange: Exchange) => ({
  ifMatch: header(exchange, 'if-match'),
  ifNoneMatch: header(exchange, 'if-none-match'),
});

/** Finds an object to read. Who may not list the bucket does not even learn that a key is missing. */
async function findReadable(
  { store, permit, ...exchange }: Exchange,
  bucket = exchange.bucket,
  key = exchange.key,
): Promise<StoredObject> {
  await permit('GetObject', objectArn(bucket, key));
  const object = store.find(bucket.name, key);
  if (object) return object;
  await permit('ListBucket', bucket.arn);
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** First and last byte of a range header; undefined means the whole object. */
function rangeOf(text: string | undefined, size: number): [number, number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  const isEmptySuffix = from === '' && Number(to) === 0;
  if (first >= size || first > last || isEmptySuffix)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return [first, last];
}

/** 304 or 412 when the reader's conditions say so. */
function conditionalAnswer(exchange: Exchange, { etag, modifiedAt }: StoredObject): Answer | undefined {
  const { ifMatch, ifNoneMatch } = conditionOf(exchange);
  const quoted = `"${etag}"`;
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== quoted) {
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
  }
  const since = Date.parse(header(exchange, 'if-modified-since') ?? '');
  const isFresh =
    ifNoneMatch === undefined
      ? Math.floor(modifiedAt / 1000) * 1000 <= since
      : ifNoneMatch === '*' || ifNoneMatch.includes(quoted);
  return isFresh ? { status: 304, headers: { etag: quoted } } : undefined;
}

const read: Operation = async (exchange) => {
  const { query, store, request } = exchange;
  const object = await findReadable(exchange);
  const unchanged = conditionalAnswer(exchange, object);
  if (unchanged) return unchanged;
  const range = rangeOf(header(exchange, 'range'), object.size);
  const [start, end] = range ?? [0, object.size - 1];
  const overrides = [...query]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice(9), value]);
  const wantsChecksum = header(exchange, 'x-amz-checksum-mode') === 'ENABLED' && !range;
  const headers = {
    ...object.headers,
    ...Object.fromEntries(overrides),
    ...(wantsChecksum ? object.checksums : {}),
    ...(range && { 'content-range': `bytes ${start}-${end}/${object.size}` }),
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
  };
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || object.size === 0) return { status, headers };
  return { status, headers, body: store.open(object, { start, end }) };
};

const write: Operation = async (exchange) => {
  const { bucket, key, request, body, payloadHash, store, clock, permit, emit } = exchange;
  await permit('PutObject', objectArn(bucket, key));
  if (request.headers['x-amz-tagging'] !== undefined) throw notImplemented('x-amz-tagging');
  const { file, size, md5, checksums } = await receive(body, store.folder, {
    payloadHash,
    headers: request.headers,
  });
  const object = {
    key,
    file,
    size,
    etag: md5,
    modifiedAt: clock.now(),
    headers: keptHeaders(request.headers),
    checksums,
  };
  store.put(bucket.name, object, conditionOf(exchange));
  emit('ObjectCreated:Put', key, size, md5);
  return { status: 200, headers: { etag: `"${md5}"`, ...checksums } };
};

const copy: Operation = async (exchange) => {
  const { bucket, key, request, store, clock, find, permit, emit } = exchange;
  const [, from = '', fromKey = ''] =
    /^\/?([^/]+)\/([^?]+)/.exec(decodeURIComponent(header(exchange, 'x-amz-copy-source') ?? '')) ?? [];
  const source = await findReadable(exchange, find(from), fromKey);
  await permit('PutObject', objectArn(bucket, key));
  const isReplacing = header(exchange, 'x-amz-metadata-directive') === 'REPLACE';
  if (from === bucket.name && fromKey === key && !isReplacing) {
    throw new AwsError(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing it.',
    );
  }
  const file = randomUUID();
  await copyFile(join(store.folder, source.file), join(store.folder, file));
  const headers = isReplacing ? keptHeaders(request.headers) : source.headers;
  const modifiedAt = clock.now();
  store.put(bucket.name, { ...source, key, file, headers, modifiedAt }, conditionOf(exchange));
  emit('ObjectCreated:Copy', key, source.size, source.etag);
  return xml(toXml('CopyObjectResult', { ETag: `"${source.etag}"`, LastModified: iso(modifiedAt) }));
};

/** Operations on one object. */
export const OBJECT_OPERATIONS: Record<string, Operation> = {
  'GET object': read,
  'HEAD object': read,
  'PUT object': (exchange) => (header(exchange, 'x-amz-copy-source') === undefined ? write(exchange) : copy(exchange)),
  'DELETE object': async ({ bucket, key, store, permit, emit }) => {
    await permit('DeleteObject', objectArn(bucket, key));
    if (store.drop(bucket.name, key)) emit('ObjectRemoved:Delete', key, 0, '');
    return { status: 204 };
  },
};
