import { notImplemented, refusal } from './errors.ts';
import type { Headers, Operation } from './exchange.ts';

// Names that belong to the signature or only repeat what the request says anyway.
const ENVELOPE =
  /^(x-id|x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256|user-agent|sdk-checksum-algorithm))$/;
// Headers (and fields of a form) that change what S3 does; the others belong to HTTP.
const MEANINGFUL = /^(x-amz-|if-|range$|acl$|tagging$)/;
/** Headers that ask for what is done anyway. */
const ANYWAY: Headers = { 'x-amz-server-side-encryption': 'AES256', 'x-amz-storage-class': 'STANDARD' };
const MAX_KEY_BYTES = 1024;

/** Whether a query name or header says nothing about the operation itself. */
export const isEnvelope = (name: string): boolean => ENVELOPE.test(name.toLowerCase());

/** Refuses headers (or a form's fields) whose meaning an operation would lose. */
export function refuseUnknown(name: string, { honours }: Operation, headers: Headers): void {
  const isHonoured = (header: string) =>
    honours.some((known) => header === known || (known.endsWith('*') && header.startsWith(known.slice(0, -1))));
  for (const [header, value] of Object.entries(headers))
    if (MEANINGFUL.test(header) && !isEnvelope(header) && ANYWAY[header] !== value && !isHonoured(header))
      throw notImplemented(`${header} in ${name}`);
}

/** Refuses a key that S3 cannot hold. */
export function checkedKey(key: string): string {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw refusal('KeyTooLongError');
  return key;
}

/** Bucket and key of a path-style address, which begins with a slash. */
export function addressOf(path: string): { name: string; key: string } {
  try {
    const [, name = '', ...rest] = path.split('/').map(decodeURIComponent);
    return { name, key: rest.join('/') };
  } catch {
    throw refusal('InvalidURI');
  }
}
