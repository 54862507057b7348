import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError, type Ground, type SecretFor, signerOf } from './service.ts';

/** Who signed a request, and the hash the signer claims for its body (hex, or a word such as UNSIGNED-PAYLOAD). */
export type Signature = { accessKeyId: string; payloadHash: string };

type Claim = Record<'credential' | 'signedHeaders' | 'signature' | 'date', string>;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const LONGEST_EXPIRY_SECONDS = 604_800;
const denied = (message: string) => new AwsError('AccessDenied', message, 403);

/** Signing keys last a day; deriving one takes longer than everything else here. */
const keys = new Map<string, Buffer>();

function signingKey(secret: string, scope: string): string | Buffer {
  const name = `${secret}/${scope}`;
  const key =
    keys.get(name) ??
    scope.split('/').reduce<Buffer>((previous, part) => hmac(previous, part), Buffer.from(`AWS4${secret}`));
  if (keys.size > 100) keys.clear();
  keys.set(name, key);
  return key;
}

/** Throws unless `signature` is what the owner of the credential would have written under `text`; returns the owner. */
export function checkSignature(secretFor: SecretFor, credential: string, text: string, signature: string): string {
  const [accessKeyId = '', ...scope] = credential.split('/');
  const secret = secretFor(accessKeyId);
  if (secret === undefined)
    throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
  const expected = Buffer.from(hmac(signingKey(secret, scope.join('/')), text).toString('hex'));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  return accessKeyId;
}

/** Epoch milliseconds of `20261122T125330Z`. */
const parseAmzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Sorted by name, then by value: `select` stands before `select-type`, which sorting whole pairs would turn round. */
const canonicalQuery = (query: URLSearchParams): string => {
  const pairs = [...query].filter(([name]) => name !== 'X-Amz-Signature').map((pair) => pair.map(encode));
  return pairs
    .sort(([a = '', x = ''], [b = '', y = '']) => (a === b ? compare(x, y) : compare(a, b)))
    .map((pair) => pair.join('='))
    .join('&');
};
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function check(request: IncomingMessage, service: string, secretFor: SecretFor, hash: string, claim: Claim): string {
  const { credential, signedHeaders, signature, date } = claim;
  const scope = credential.split('/').slice(1);
  if (scope[0] !== date.slice(0, 8) || scope[2] !== service || scope[3] !== 'aws4_request')
    throw new AwsError('AuthorizationHeaderMalformed', `The credential is not one of today for ${service}.`);
  const [path = '/', ...search] = (request.url ?? '/').split('?');
  // S3 alone signs the path as it is sent; the other services sign it encoded once more.
  const segment = (part: string) => encode(service === 's3' ? decodeURIComponent(part) : part);
  const headers = signedHeaders.split(';').map((name) => {
    const value = String(request.headers[name] ?? '');
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`;
  });
  const canonical = [
    request.method,
    path.split('/').map(segment).join('/'),
    canonicalQuery(new URLSearchParams(search.join('?'))),
    headers.join(''),
    signedHeaders,
    hash,
  ].join('\n');
  return checkSignature(
    secretFor,
    credential,
    ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n'),
    signature,
  );
}

/** What a request claims: in its header, or (presigned) in its query. */
function claimOf({ headers }: IncomingMessage, query?: URLSearchParams): Claim {
  const inHeader = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(headers.authorization ?? '')?.[1] ?? '';
  const inQuery = (name: string) => query?.get(`X-Amz-${name}`) ?? '';
  const field = query === undefined ? inHeader : inQuery;
  const date = query === undefined ? String(headers['x-amz-date'] ?? '') : inQuery('Date');
  return {
    credential: field('Credential'),
    signedHeaders: field('SignedHeaders'),
    signature: field('Signature'),
    date,
  };
}

/**
 * Verifies the signature of an S3 request, in its header or (presigned) in its query; `now` decides expiry. A header
 * signature's age is not checked: tools keep real time while the local clock may be far ahead.
 */
export function verifyS3(
  request: IncomingMessage,
  query: URLSearchParams,
  secretFor: SecretFor,
  now: number,
): Signature {
  const isPresigned = query.has('X-Amz-Signature');
  if (!isPresigned && !request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) throw denied('Access Denied');
  const claim = claimOf(request, isPresigned ? query : undefined);
  const claimed = request.headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const payloadHash = String(claimed);
  const accessKeyId = check(request, 's3', secretFor, payloadHash, claim);
  const signed = claim.signedHeaders.split(';');
  if (Object.keys(request.headers).some((name) => name.startsWith('x-amz-') && !signed.includes(name)))
    throw denied('There were headers present in the request which were not signed');
  if (isPresigned) {
    const seconds = Number(query.get('X-Amz-Expires'));
    if (!(seconds > 0 && seconds <= LONGEST_EXPIRY_SECONDS))
      throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds');
    if (!(now < parseAmzDate(claim.date) + seconds * 1000)) throw denied('Request has expired');
  }
  return { accessKeyId, payloadHash };
}

/** How the protocols spell the two refusals: unknown key, wrong signature. */
const REFUSALS = {
  json: ['UnrecognizedClientException', 'InvalidSignatureException', 400],
  rest: ['UnrecognizedClientException', 'InvalidSignatureException', 403],
  query: ['InvalidClientTokenId', 'SignatureDoesNotMatch', 403],
} as const;

type Unverified = { request: IncomingMessage; body: Buffer | string; service: string; protocol: keyof typeof REFUSALS };

/**
 * The signer of a request to any service but S3; undefined for an unsigned one. Where the ground knows secrets, a wrong
 * signature is refused in the words of the service's protocol.
 */
export function authenticate({ secretFor }: Pick<Ground, 'secretFor'>, asked: Unverified): string | undefined {
  const signer = signerOf(asked.request);
  if (signer === undefined || secretFor === undefined) return signer;
  try {
    return check(asked.request, asked.service, secretFor, sha256(asked.body), claimOf(asked.request));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const [unknownKey, wrong, status] = REFUSALS[asked.protocol];
    throw new AwsError(error.name === 'InvalidAccessKeyId' ? unknownKey : wrong, error.message, status);
  }
}
