import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../service.ts';
import { createDigest, isChecksumHeader } from './checksum.ts';
import { dechunk } from './chunks.ts';
import type { Headers } from './exchange.ts';

/** Facts of bytes that have arrived: `checksums` holds them by header name, in base64. */
export type Received = { size: number; md5: string; checksums: Record<string, string> };

/** What the sender claims about its bytes, and the checksum to compute if it claims none. */
export type Claims = { payloadHash: string; headers: Headers; maxBytes?: number; fallback?: string };

/** The most bytes that one request may bring. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;

const tooLarge = () => new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
const badDigest = (what: string) =>
  new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`);

/** Length of the body as announced. AWS takes no body of unknown length. */
export function declaredLength({ headers, payloadHash }: Pick<Claims, 'headers' | 'payloadHash'>): number {
  const text = payloadHash.startsWith('STREAMING-')
    ? headers['x-amz-decoded-content-length']
    : headers['content-length'];
  if (text === undefined)
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  if (Number(text) > MAX_PUT_BYTES) throw tooLarge();
  return Number(text);
}

/**
 * Passes a body on and, at its end, throws when it is not what its sender claims: `then` hears the facts of a body that
 * holds. Never more than a chunk is in memory.
 */
async function* verified(source: AsyncIterable<Buffer>, claims: Claims, then: (received: Received) => void) {
  const { payloadHash, headers, maxBytes = MAX_PUT_BYTES, fallback } = claims;
  if (payloadHash.startsWith('STREAMING-AWS4'))
    throw new AwsError('NotImplemented', `The local S3 does not know ${payloadHash}.`, 501);
  const trailers = new Map<string, string>();
  const isChunked = payloadHash.startsWith('STREAMING-');
  const trailer = headers['x-amz-trailer'];
  const claimed = [...Object.keys(headers).filter(isChecksumHeader), ...(trailer === undefined ? [] : [trailer])];
  const names = claimed.length > 0 || fallback === undefined ? claimed : [fallback];
  const digests = new Map(names.map((name) => [name, createDigest(name)]));
  const md5 = createHash('md5');
  const sha256 = /^[0-9a-f]{64}$/.test(payloadHash) ? createHash('sha256') : undefined;
  let size = 0;
  for await (const chunk of isChunked ? dechunk(source, trailers) : source) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    md5.update(chunk);
    sha256?.update(chunk);
    for (const digest of digests.values()) digest.update(chunk);
    yield chunk;
  }
  if (isChunked && declaredLength(claims) !== size)
    throw new AwsError('IncompleteBody', 'The body is not as long as declared.');
  if (sha256 !== undefined && sha256.digest('hex') !== payloadHash)
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const sum = md5.digest();
  if (headers['content-md5'] !== undefined && headers['content-md5'] !== sum.toString('base64'))
    throw badDigest('Content-MD5');
  const checksums: Received['checksums'] = {};
  for (const [name, digest] of digests) {
    const value = await digest.base64();
    if (claimed.includes(name) && (headers[name] ?? trailers.get(name)) !== value)
      throw badDigest(name.slice(15).toUpperCase());
    checksums[name] = value;
  }
  then({ size, md5: sum.toString('hex'), checksums });
}

const incomplete = () => new AwsError('IncompleteBody', 'The request body ended too early.');

/** Streams a body onto disk, through to the disk itself, and verifies it; leaves no file behind on refusal. */
export async function receive(
  source: AsyncIterable<Buffer>,
  folder: string,
  claims: Claims,
): Promise<Received & { file: string }> {
  const file = randomUUID();
  let received: Received | undefined;
  try {
    // Flushed before any row names it: even after a power loss a row refers to a complete file.
    const sink = createWriteStream(join(folder, file), { flush: true });
    await pipeline(
      verified(source, claims, (facts) => {
        received = facts;
      }),
      sink,
    );
    if (received === undefined) throw incomplete();
    return { ...received, file };
  } catch (error) {
    await rm(join(folder, file), { force: true });
    throw error;
  }
}

/** A small body as text, verified. */
export async function receiveText(source: AsyncIterable<Buffer>, claims: Claims): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of verified(source, { ...claims, maxBytes: 2 * 1024 ** 2 }, () => {})) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
