import { AwsError } from '../service.ts';
import { BUCKET_OPERATIONS } from './bucket-operations.ts';
import { type Exchange, type Headers, notImplemented, type Operation } from './exchange.ts';
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

// Query names that belong to the signature or only repeat the operation's name.
const ENVELOPE =
  /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|user-agent|sdk-checksum-algorithm))$/;
// Headers that change what S3 does; the others belong to HTTP.
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
  const parts = [...query.keys()].filter((name) => !ENVELOPE.test(name.toLowerCase()) && !name.startsWith('x-amz-'));
  if (headers['x-amz-copy-source'] !== undefined) parts.push('x-amz-copy-source');
  const subject = `${method} ${key === '' ? 'bucket' : 'object'}`;
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const [plain, chosen = ''] = operation.route.split('?');
    const names = chosen === '' ? [] : chosen.split('&');
    const isIt =
      plain === subject &&
      names.every((part) => parts.includes(part)) &&
      parts.every((part) => names.includes(part) || operation.honours.includes(part));
    if (isIt) return [name, operation];
  }
  const asked = query.get('x-id') ?? `${subject}${parts.length === 0 ? '' : `?${parts.sort().join('&')}`}`;
  throw notImplemented(asked);
}

/** Refuses headers (or a form's fields) whose meaning an operation would lose. */
export function refuseUnknown(name: string, { honours }: Operation, headers: Headers): void {
  for (const [header, value] of Object.entries(headers)) {
    const isHonoured =
      !MEANINGFUL.test(header) ||
      ENVELOPE.test(header) ||
      ANYWAY[header] === value ||
      honours.some((known) => header === known || (known.endsWith('*') && header.startsWith(known.slice(0, -1))));
    if (!isHonoured) throw notImplemented(`${header} in ${name}`);
  }
}

/** Bucket and key of a path-style address. */
export function addressOf(path: string): { name: string; key: string } {
  try {
    const [, name = '', ...rest] = path.split('/').map(decodeURIComponent);
    return { name, key: checkedKey(rest.join('/')) };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

const MAX_KEY_BYTES = 1024;

/** Refuses a key that S3 cannot hold. */
export function checkedKey(key: Exchange['key']): string {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new AwsError('KeyTooLongError', 'Your key is too long');
  return key;
}
