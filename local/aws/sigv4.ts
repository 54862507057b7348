import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from './service.ts';

/** Secret of an access key, or undefined when nobody has that key. */
export type SecretFor = (accessKeyId: string) => string | undefined;

/** Who signed a request, and the hash the signer claims for its body (hex, or a word such as UNSIGNED-PAYLOAD). */
export type Signature = { accessKeyId: string; payloadHash: string };

const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const LONGEST_EXPIRY_SECONDS = 604_800;

/** Signs `text` for a credential scope (`date/region/service/aws4_request`). Lower-case hex. */
export function sign(secret: string, scope: string, text: string): string {
  const key = scope.split('/').reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${secret}`);
  return hmac(key, text).toString('hex');
}

/** Throws unless `signature` is what the owner of the credential would have written under `text`. */
export function checkSignature(secretFor: SecretFor, credential: string, text: string, signature: string): string {
  const [accessKeyId = '', ...scope] = credential.split('/');
  const secret = secretFor(accessKeyId);
  if (secret === undefined) {
    throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
  }
  const expected = Buffer.from(sign(secret, scope.join('/'), text));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      403,
    );
  }
  return accessKeyId;
}

/** Epoch milliseconds of `20261122T125330Z`. */
const parseAmzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function canonicalQuery(search: string): string {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value.join('=')))}`;
    })
    .sort()
    .join('&');
}

function stringToSign(
  request: IncomingMessage,
  url: URL,
  signedHeaders: string,
  hash: string,
  date: string,
  scope: string,
): string {
  const headers = signedHeaders.split(';').map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  const path = url.pathname
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const canonical = [request.method, path, canonicalQuery(url.search), headers.join(''), signedHeaders, hash].join(
    '\n',
  );
  return ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
}

/**
 * Verifies the SigV4 signature of a request, in its header or (presigned) in its query; `now` decides expiry.
 * A header signature's age is not checked: tools keep real time while the local clock may be far ahead.
 */
export function verifySignature(request: IncomingMessage, url: URL, secretFor: SecretFor, now: number): Signature {
  const query = url.searchParams;
  const isPresigned = query.has('X-Amz-Signature');
  const authorization = request.headers.authorization ?? '';
  const field = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? '';
  if (!isPresigned && !authorization.startsWith('AWS4-HMAC-SHA256 '))
    throw new AwsError('AccessDenied', 'Access Denied', 403);

  const credential = isPresigned ? (query.get('X-Amz-Credential') ?? '') : field('Credential');
  const signedHeaders = isPresigned ? (query.get('X-Amz-SignedHeaders') ?? '') : field('SignedHeaders');
  const signature = isPresigned ? (query.get('X-Amz-Signature') ?? '') : field('Signature');
  const date = isPresigned ? (query.get('X-Amz-Date') ?? '') : String(request.headers['x-amz-date'] ?? '');
  const claimed = request.headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const payloadHash = String(claimed);
  const scope = credential.split('/').slice(1).join('/');
  const text = stringToSign(request, url, signedHeaders, payloadHash, date, scope);
  const accessKeyId = checkSignature(secretFor, credential, text, signature);

  if (isPresigned) {
    const seconds = Number(query.get('X-Amz-Expires'));
    if (!(seconds > 0 && seconds <= LONGEST_EXPIRY_SECONDS)) {
      throw new AwsError(
        'AuthorizationQueryParametersError',
        'X-Amz-Expires must be between 1 and 604800 seconds',
        400,
      );
    }
    if (!(now < parseAmzDate(date) + seconds * 1000)) throw new AwsError('AccessDenied', 'Request has expired', 403);
  }
  return { accessKeyId, payloadHash };
}
