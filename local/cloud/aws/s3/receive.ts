import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { base64, createDigest, isChecksum } from './checksum.ts';
import { dechunk } from './chunks.ts';
import { notImplemented, refusal } from './errors.ts';
import type { Headers } from './exchange.ts';

/** Facts of bytes that have arrived: `checksums` holds them by header name, in base64. */
export type Received = { file: string; size: number; md5: string; checksums: Record<string, string> };

/** What the sender claims about its bytes, and the checksum to compute if it claims none. */
export type Claims = {
  payloadHash: string;
  headers: Headers;
  maxBytes?: number | undefined;
  fallback?: string | undefined;
};

/** The most that one request may bring. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;
const MAX_TEXT_BYTES = 2 * 1024 ** 2;
const isChunked = (payloadHash: string) => payloadHash.startsWith('STREAMING-');

/** Names of the checksums that come with a body, in its headers or after it. */
export const claimedChecksums = (headers: Headers): string[] => [
  ...Object.keys(headers).filter(isChecksum),
  ...(headers['x-amz-trailer'] === undefined ? [] : [headers['x-amz-trailer']]),
];

/** Length of the body as announced. S3 takes no body of unknown length, and 5 GB at most. */
export function announcedLength({ headers, payloadHash }: Claims): number {
  const length = headers[isChunked(payloadHash) ? 'x-amz-decoded-content-length' : 'content-length'];
  if (length === undefined) throw refusal('MissingContentLength');
  if (Number(length) > MAX_PUT_BYTES) throw refusal('EntityTooLarge');
  return Number(length);
}

/** Passes a body on, never holding more than a chunk; at its end, refuses what is not as claimed, or tells the facts. */
async function* verified(source: AsyncIterable<Buffer>, claims: Claims, tell: (facts: Omit<Received, 'file'>) => void) {
  const { payloadHash, headers, maxBytes = MAX_PUT_BYTES, fallback } = claims;
  if (payloadHash.startsWith('STREAMING-AWS4')) throw notImplemented(payloadHash);
  const trailers = new Map<string, string>();
  const claimed = claimedChecksums(headers);
  const names = claimed.length > 0 || fallback === undefined ? claimed : [fallback];
  const digests = new Map(names.map((name) => [name, createDigest(name)]));
  const md5 = createHash('md5');
  const sha256 = /^[0-9a-f]{64}$/.test(payloadHash) ? createHash('sha256') : undefined;
  let size = 0;
  for await (const chunk of isChunked(payloadHash) ? dechunk(source, trailers) : source) {
    size += chunk.length;
    if (size > maxBytes) throw refusal('EntityTooLarge');
    for (const digest of [md5, sha256, ...digests.values()]) digest?.update(chunk);
    yield chunk;
  }
  if (isChunked(payloadHash) && announcedLength(claims) !== size) throw refusal('IncompleteBody');
  if (sha256 !== undefined && sha256.digest('hex') !== payloadHash) throw refusal('XAmzContentSHA256Mismatch');
  const sum = md5.digest();
  if ((headers['content-md5'] ?? sum.toString('base64')) !== sum.toString('base64')) throw refusal('BadDigest');
  const checksums: Received['checksums'] = {};
  for (const [name, digest] of digests) {
    checksums[name] = await base64(digest);
    if (claimed.includes(name) && (headers[name] ?? trailers.get(name)) !== checksums[name]) throw refusal('BadDigest');
  }
  tell({ size, md5: sum.toString('hex'), checksums });
}

/** Streams a body into `folder` and verifies it; leaves no file behind on refusal. */
export async function receive(source: AsyncIterable<Buffer>, folder: string, claims: Claims): Promise<Received> {
  const file = randomUUID();
  let received: Received | undefined;
  const bytes = verified(source, claims, (facts) => {
    received = { ...facts, file };
  });
  try {
    // Flushed to the disk before any row names it: even after a power loss a row refers to a complete file.
    await pipeline(bytes, createWriteStream(join(folder, file), { flush: true }));
    if (received === undefined) throw refusal('IncompleteBody');
    return received;
  } catch (error) {
    await rm(join(folder, file), { force: true });
    throw error;
  }
}

/** A small body as text, verified. */
export async function receiveText(source: AsyncIterable<Buffer>, claims: Claims): Promise<string> {
  const chunks: Buffer[] = [];
  const bytes = verified(source, { ...claims, maxBytes: MAX_TEXT_BYTES }, () => {});
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
