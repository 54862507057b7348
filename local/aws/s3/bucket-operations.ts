import { AwsError, readBody } from '../service.ts';
import { type Exchange, type Operation, objectArn, xml } from './exchange.ts';
import { elements, text, toXml } from './xml.ts';

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

const list: Operation = async (exchange) => {
  const { bucket, query, permit } = exchange;
  await permit('ListBucket', bucket.arn);
  const [prefix, delimiter, token] = [
    query.get('prefix') ?? '',
    query.get('delimiter') ?? '',
    query.get('continuation-token'),
  ];
  const max = Math.min(Number(query.get('max-keys') ?? MAX_KEYS), MAX_KEYS);
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString();
  const { contents, prefixes, next } = listPage(exchange, prefix, delimiter, after, max);
  const encode = query.get('encoding-type') === 'url' ? encodeURIComponent : String;
  return xml(
    toXml('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: max,
      KeyCount: contents.length + prefixes.size,
      IsTruncated: next !== undefined,
      NextContinuationToken: next === undefined ? undefined : Buffer.from(next).toString('base64'),
      Contents: contents.map(({ key, modifiedAt, etag, size }) => ({
        Key: encode(key),
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: `"${etag}"`,
        Size: size,
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: [...prefixes].map((group) => ({ Prefix: encode(group) })),
    }),
  );
};

const deleteMany: Operation = async ({ bucket, request, store, permit, emit }) => {
  const body = (await readBody(request, 2 * 1024 * 1024)).toString();
  const keys = elements(body, 'Object').map((object) => text(object, 'Key') ?? '');
  if (keys.length === 0 || keys.length > MAX_KEYS)
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  const isQuiet = text(body, 'Quiet') === 'true';
  const Deleted = [];
  const errors = [];
  for (const Key of keys) {
    try {
      await permit('DeleteObject', objectArn(bucket, Key));
      if (store.drop(bucket.name, Key)) emit('ObjectRemoved:Delete', Key, 0, '');
      if (!isQuiet) Deleted.push({ Key });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ Key, Code: error.name, Message: error.message });
    }
  }
  return xml(toXml('DeleteResult', { Deleted, Error: errors }));
};

/** Operations on a bucket as a whole. */
export const BUCKET_OPERATIONS: Record<string, Operation> = {
  'GET bucket?list-type': list,
  'POST bucket?delete': deleteMany,
};
