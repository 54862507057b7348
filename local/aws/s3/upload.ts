import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { AwsError } from '../service.ts';
import { createByteReader } from './byte-reader.ts';

/** Bytes that have arrived on disk. `checksums` holds the verified ones, by header name, in base64. */
export type Upload = { file: string; size: number; md5: string; checksums: Record<string, string> };

/** What the sender claims about its bytes. */
export type Claims = { payloadHash: string; headers: IncomingHttpHeaders; maxBytes?: number };

type Digest = { update(data: Buffer): void; base64(): string };

const MAX_PUT_BYTES = 5 * 1024 ** 3;

function createCrc32(): Digest {
  let value = 0;
  return {
    update(data) {
      value = crc32(data, value);
    },
    base64() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

function createDigest(name: string): Digest {
  const algorithm = /^x-amz-checksum-(crc32|sha1|sha256)$/.exec(name)?.[1];
  if (algorithm === undefined) throw new AwsError('NotImplemented', `The local S3 does not know ${name}.`, 501);
  if (algorithm === 'crc32') return createCrc32();
  const hash = createHash(algorithm);
  return { update: (data) => void hash.update(data), base64: () => hash.digest('base64') };
}

/** Takes the framing off an aws-chunked body; trailers land in `trailers` once the data has been read. */
async function* dechunk(source: AsyncIterable<Buffer>, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const reader = createByteReader(source);
  for (;;) {
    const size = Number.parseInt(await reader.text('\r\n'), 16);
    if (Number.isNaN(size)) throw new AwsError('InvalidRequest', 'A chunk has no readable size.');
    if (size === 0) break;
    yield* reader.bytes(size);
    await reader.text('\r\n');
  }
  for (let line = await reader.text('\r\n'); line !== ''; line = await reader.text('\r\n')) {
    const [name = '', value = ''] = line.split(':');
    trailers.set(name.trim().toLowerCase(), value.trim());
  }
}

function checkWords(payloadHash: string): void {
  if (payloadHash.startsWith('STREAMING-AWS4'))
    throw new AwsError('NotImplemented', `The local S3 does not know ${payloadHash}.`, 501);
}

/** Streams a body into `folder` and verifies its length and every hash its sender claims; leaves no file on refusal. */
export async function receive(
  source: AsyncIterable<Buffer>,
  folder: string,
  { payloadHash, headers, maxBytes = MAX_PUT_BYTES }: Claims,
): Promise<Upload> {
  checkWords(payloadHash);
  const trailers = new Map<string, string>();
  const isChunked = payloadHash.startsWith('STREAMING-');
  const claimed = Object.keys(headers).filter((name) => /^x-amz-checksum-(?!algorithm|mode|type)/.test(name));
  const names = [...claimed, ...(headers['x-amz-trailer'] === undefined ? [] : [String(headers['x-amz-trailer'])])];
  const digests = new Map(names.map((name) => [name, createDigest(name)]));
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let size = 0;

  async function* measured(): AsyncGenerator<Buffer> {
    for await (const chunk of isChunked ? dechunk(source, trailers) : source) {
      size += chunk.length;
      if (size > maxBytes)
        throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
      md5.update(chunk);
      sha256.update(chunk);
      for (const digest of digests.values()) digest.update(chunk);
      yield chunk;
    }
  }

  const file = randomUUID();
  const path = join(folder, file);
  try {
    await pipeline(measured(), createWriteStream(path));
    const sum = md5.digest();
    const declared = headers['x-amz-decoded-content-length'];
    if (declared !== undefined && Number(declared) !== size)
      throw new AwsError('IncompleteBody', 'The body is not as long as declared.');
    if (/^[0-9a-f]{64}$/.test(payloadHash) && sha256.digest('hex') !== payloadHash) {
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    if (headers['content-md5'] !== undefined && headers['content-md5'] !== sum.toString('base64')) {
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    const checksums = Object.fromEntries([...digests].map(([name, digest]) => [name, digest.base64()]));
    for (const [name, value] of Object.entries(checksums)) {
      if ((headers[name] ?? trailers.get(name)) !== value) {
        throw new AwsError(
          'BadDigest',
          `The ${name.slice(15).toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
    }
    return { file, size, md5: sum.toString('hex'), checksums };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
