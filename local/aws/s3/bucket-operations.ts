import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { countOf, type Exchange, encodeKey, invalid, type Operation, objectArn, xml } from './exchange.ts';
import { CHECKED } from './object-operations.ts';
import { receiveText } from './receive.ts';
import { fromXml, toXml } from './xml.ts';

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

function encoderOf(query: URLSearchParams): (text: string) => string {
  const type = query.get('encoding-type');
  if (type !== null && type !== 'url') throw invalid('Invalid Encoding Method specified in Request');
  return type === 'url' ? encodeKey : String;
}

/** The key inside a continuation token. */
function continued(token: string): string {
  const key = Buffer.from(token, 'base64').toString();
  if (token === '' || Buffer.from(key).toString('base64') !== token)
    throw invalid('The continuation token provided is incorrect');
  return key;
}

const list: Operation['run'] = async (exchange) => {
  const { bucket, query, permit } = exchange;
  if (query.get('list-type') !== '2') throw invalid('Invalid List Type specified in Request');
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  await permit('ListBucket', bucket.arn);
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? undefined;
  const max = countOf(query, 'max-keys', MAX_KEYS);
  const encode = encoderOf(query);
  const after = token === undefined ? (startAfter ?? '') : continued(token);
  const { contents, prefixes, next } = listPage(exchange, prefix, delimiter, after, max);
  const isTruncated = next !== undefined && max > 0;
  return xml(
    toXml('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      StartAfter: startAfter === undefined ? undefined : encode(startAfter),
      ContinuationToken: token,
      EncodingType: query.get('encoding-type') ?? undefined,
      MaxKeys: max,
      KeyCount: contents.length + prefixes.size,
      IsTruncated: isTruncated,
      NextContinuationToken: isTruncated ? Buffer.from(next).toString('base64') : undefined,
      Contents: contents.map(({ key, modifiedAt, etag, size, checksums }) => ({
        Key: encode(key),
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: `"${etag}"`,
        ChecksumAlgorithm: Object.keys(checksums)[0]?.replace('x-amz-checksum-', '').toUpperCase(),
        ChecksumType: checksums['x-amz-checksum-type'],
        Size: size,
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: [...prefixes].map((group) => ({ Prefix: encode(group) })),
    }),
  );
};

// Anything else in an object (a version, a condition) would be lost, so it does not fit.
const Delete = z.object({
  Delete: z.object({
    Object: z.array(z.strictObject({ Key: z.string().check(z.minLength(1)) })).check(z.maxLength(MAX_KEYS)),
    Quiet: z.optional(z.string()),
  }),
});

const deleteMany: Operation['run'] = async ({ bucket, headers, body, payloadHash, accessKeyId: by, store, permit }) => {
  if (!Object.keys(headers).some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-')))
    throw new AwsError('InvalidRequest', 'Missing required header for this request: Content-MD5');
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
  return xml(toXml('DeleteResult', { Deleted, Error: errors }));
};

/** Operations on a bucket as a whole. */
export const BUCKET_OPERATIONS: Record<string, Operation> = {
  ListObjectsV2: {
    route: 'GET bucket?list-type',
    honours: ['prefix', 'delimiter', 'start-after', 'continuation-token', 'max-keys', 'encoding-type'],
    run: list,
  },
  DeleteObjects: { route: 'POST bucket?delete', honours: CHECKED, run: deleteMany },
};
