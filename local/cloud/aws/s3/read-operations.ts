import { refusal } from './errors.ts';
import { type Answer, ENCRYPTED, type Exchange, type Headers, type Operation, objectArn } from './exchange.ts';
import type { StoredObject } from './object-store.ts';

/** Finds an object to read. Who may not list the bucket does not even learn that a key is missing. */
export async function findReadable(
  { store, permit, ...exchange }: Exchange,
  bucket = exchange.bucket,
  key = exchange.key,
): Promise<StoredObject> {
  await permit('GetObject', objectArn(bucket, key));
  const object = store.find(bucket.name, key);
  if (object) return object;
  await permit('ListBucket', bucket.arn);
  throw refusal('NoSuchKey');
}

/** First and last byte of a range header; undefined means the whole object. */
function rangeOf(text: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? [];
  const isBackwards = from !== '' && to !== '' && Number(from) > Number(to);
  if ((from === '' && to === '') || isBackwards) return undefined;
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  const isEmptySuffix = from === '' && Number(to) === 0;
  if (start >= size || isEmptySuffix) throw refusal('InvalidRange');
  return { start, end };
}

const names = (list: string, etag: string) =>
  list.split(',').some((item) => ['*', etag, `"${etag}"`].includes(item.trim()));

/** True when the reader already has the object (304); throws when a condition fails (412). ETags win over dates. */
function isFresh(headers: Headers, { etag, modifiedAt }: StoredObject): boolean {
  const changedBy = Math.floor(modifiedAt / 1000) * 1000;
  const date = (name: string) => Date.parse(headers[name] ?? '');
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  const fails = ifMatch === undefined ? changedBy > date('if-unmodified-since') : !names(ifMatch, etag);
  if (fails) throw refusal('PreconditionFailed');
  return ifNoneMatch === undefined ? changedBy <= date('if-modified-since') : names(ifNoneMatch, etag);
}

const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

async function read(exchange: Exchange, withBody: boolean): Promise<Answer> {
  const { query, store, headers: asked } = exchange;
  const object = await findReadable(exchange);
  const state = { etag: `"${object.etag}"`, 'last-modified': new Date(object.modifiedAt).toUTCString() };
  if (isFresh(asked, object)) return { status: 304, headers: state };
  const range = rangeOf(asked.range, object.size);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  const overrides = OVERRIDES.map((name): [string, string | null] => [name, query.get(`response-${name}`)]);
  const headers = {
    ...object.headers,
    ...Object.fromEntries(overrides.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
    ...(asked['x-amz-checksum-mode'] === 'ENABLED' && !range && object.checksums),
    ...(range && { 'content-range': `bytes ${start}-${end}/${object.size}` }),
    'content-length': String(end - start + 1),
    'accept-ranges': 'bytes',
    ...ENCRYPTED,
    ...state,
  };
  const status = range ? 206 : 200;
  if (!withBody || object.size === 0) return { status, headers };
  return { status, headers, body: store.open(object, { start, end }) };
}

const honours = [
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-checksum-mode',
  ...OVERRIDES.map((name) => `response-${name}`),
];

/** Reading one object. */
export const READ_OPERATIONS: Record<string, Operation> = {
  GetObject: { route: 'GET object', honours, run: (exchange) => read(exchange, true) },
  HeadObject: { route: 'HEAD object', honours, run: (exchange) => read(exchange, false) },
};
