import { BUCKET_OPERATIONS } from './bucket-operations.ts';
import { notImplemented, refusal } from './errors.ts';
import type { Headers, Operation } from './exchange.ts';
import { MULTIPART_OPERATIONS } from './multipart-operations.ts';
import { OBJECT_OPERATIONS } from './object-operations.ts';
import { postObject } from './post-object.ts';
import { READ_OPERATIONS } from './read-operations.ts';

/** Every operation that is performed, by its name in the API. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...READ_OPERATIONS,
  ...OBJECT_OPERATIONS,
  ...BUCKET_OPERATIONS,
  ...MULTIPART_OPERATIONS,
  PostObject: postObject,
};

// Names that belong to the signature or only repeat what the request says anyway.
const ENVELOPE =
  /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|user-agent|sdk-checksum-algorithm))$/;
// Headers (and fields of a form) that change what S3 does; the others belong to HTTP.
const MEANINGFUL = /^(x-amz-|if-|range$|acl$|tagging$)/;
/** Headers that ask for what is done anyway. */
const ANYWAY: Headers = { 'x-amz-server-side-encryption': 'AES256', 'x-amz-storage-class': 'STANDARD' };

/** The operation that a request asks for. A query name of unknown meaning makes it another, unknown one. */
export function operationOf(
  method: string,
  query: URLSearchParams,
  key: string,
  headers: Headers,
): [string, Operation] {
  const names = [...query.keys()].filter((name) => !ENVELOPE.test(name.toLowerCase()) && !name.startsWith('x-amz-'));
  if (headers['x-amz-copy-source'] !== undefined) names.push('x-amz-copy-source');
  const subject = `${method} ${key === '' ? 'bucket' : 'object'}`;
  const found = Object.entries(OPERATIONS).find(([, { route, honours }]) => {
    const [asked, chosen = ''] = route.split('?');
    const choosing = chosen.split('&').filter((name) => name !== '');
    const isKnown = names.every((name) => choosing.includes(name) || honours.includes(name));
    return asked === subject && isKnown && choosing.every((name) => names.includes(name));
  });
  if (found === undefined) throw notImplemented(query.get('x-id') ?? [subject, ...names.sort()].join('?'));
  return found;
}

/** Refuses headers (or a form's fields) whose meaning an operation would lose. */
export function refuseUnknown(name: string, { honours }: Operation, headers: Headers): void {
  const isHonoured = (header: string) =>
    honours.some((known) => header === known || (known.endsWith('*') && header.startsWith(known.slice(0, -1))));
  const lost = Object.entries(headers).find(
    ([header, value]) =>
      MEANINGFUL.test(header) && !ENVELOPE.test(header) && ANYWAY[header] !== value && !isHonoured(header),
  );
  if (lost !== undefined) throw notImplemented(`${lost[0]} in ${name}`);
}

/** Bucket and key of a path-style address. */
export function addressOf(path: string): { name: string; key: string } {
  if (/%(?![0-9a-f]{2})/i.test(path)) throw refusal('InvalidURI');
  const [, name = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { name, key: checkedKey(rest.join('/')) };
}

const MAX_KEY_BYTES = 1024;

/** Refuses a key that S3 cannot hold. */
export function checkedKey(key: string): string {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw refusal('KeyTooLongError');
  return key;
}
