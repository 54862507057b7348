import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { refusal } from './errors.ts';
import { countOf, type Exchange, encodeKey, type Operation, objectArn } from './exchange.ts';
import { CHECKED } from './object-operations.ts';
import { receiveText } from './receive.ts';
import { fromXml, xml } from './xml.ts';

const MAX_KEYS = 1000;

/** One page of a listing: keys and common prefixes up to `max`, and the key to go on after. */
function listPage({ bucket, store }: Exchange, prefix: string, delimiter: string, after: string, max: number) {
  const contents = [];
  const prefixes = new Set<string>();
  let last = after;
  for (const object of store.list(bucket.name, prefix, after)) {
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const group = cut < 0 ? undefined : object.key.slice(0, cut + delimiter.length);
    const isSeen = group !== undefined && (prefixes.has(group) || after.startsWith(group));
    if (!isSeen && contents.length + prefixes.size >= max) return { contents, prefixes, next: last };
    last = object.key;
    if (isSeen) continue;
    if (group === undefined) contents.push(object);
    else prefixes.add(group);
  }
  return { contents, prefixes, next: undefined };
}

/** The key inside a continuation token. */
function continued(token: string): string {
  const key = Buffer.from(token, 'base64').toString();
  if (token === '' || Buffer.from(key).toString('base64') !== token)
    throw refusal('InvalidArgument', 'The continuation token provided is incorrect');
  return key;
}

const list: Operation['run'] = async (exchange) => {
  const { bucket, query, permit } = exchange;
  await permit('ListBucket', bucket.arn);
  const text = (name: string) => query.get(name) ?? undefined;
  const [prefix, delimiter, type] = [text('prefix') ?? '', text('delimiter') ?? '', text('encoding-type')];
  const [token, startAfter, max] = [
    text('continuation-token'),
    text('start-after'),
    countOf(query, 'max-keys', MAX_KEYS),
  ];
  if (text('list-type') !== '2') throw refusal('InvalidArgument', 'Invalid List Type specified in Request');
  if (type !== undefined && type !== 'url')
    throw refusal('InvalidArgument', 'Invalid Encoding Method specified in Request');
  const encode = (name: string | undefined) => (type === 'url' && name !== undefined ? encodeKey(name) : name);
  const after = token === undefined ? (startAfter ?? '') : continued(token);
  const { contents, prefixes, next } = listPage(exchange, prefix, delimiter, after, max);
  const isTruncated = next !== undefined && max > 0;
  return xml('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: encode(delimiter || undefined),
    StartAfter: encode(startAfter),
    ContinuationToken: token,
    EncodingType: type,
    MaxKeys: max,
    KeyCount: contents.length + prefixes.size,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? Buffer.from(next).toString('base64') : undefined,
    Contents: contents.map(({ key, modifiedAt, etag, size }) => ({
      Key: encode(key),
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: `"${etag}"`,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: [...prefixes].map((group) => ({ Prefix: encode(group) })),
  });
};

// Anything else in an object (a version, a condition) would be lost, so it does not fit.
const Named = z.strictObject({ Key: z.string().check(z.minLength(1)) });
const Objects = z.array(Named).check(z.minLength(1), z.maxLength(MAX_KEYS));
const Delete = z.object({ Delete: z.object({ Object: Objects, Quiet: z.optional(z.string()) }) });

const deleteMany: Operation['run'] = async ({ bucket, headers, body, payloadHash, accessKeyId: by, store, permit }) => {
  if (!Object.keys(headers).some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-')))
    throw refusal('InvalidRequest', 'Missing required header for this request: Content-MD5');
  const { Object: objects, Quiet } = fromXml(await receiveText(body, { payloadHash, headers }), Delete).Delete;
  const Deleted = [];
  const errors = [];
  for (const { Key } of objects) {
    try {
      await permit('DeleteObject', objectArn(bucket, Key));
      store.drop(bucket, Key, { cause: 'ObjectRemoved', by });
      if (Quiet !== 'true') Deleted.push({ Key, DeleteMarker: bucket.isVersioned || undefined });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ Key, Code: error.name, Message: error.message });
    }
  }
  return xml('DeleteResult', { Deleted, Error: errors });
};

const paged = ['prefix', 'delimiter', 'start-after', 'continuation-token', 'max-keys', 'encoding-type'];

/** Operations on a bucket as a whole. */
export const BUCKET_OPERATIONS: Record<string, Operation> = {
  ListObjectsV2: { route: 'GET bucket?list-type', honours: paged, run: list },
  DeleteObjects: { route: 'POST bucket?delete', honours: CHECKED, run: deleteMany },
};
