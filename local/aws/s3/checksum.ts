import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { AwsError } from '../service.ts';

/** A running digest of bytes. */
export type Digest = { update(data: Uint8Array): unknown; base64(): Promise<string> };

const CRCS = { crc32: Crc32, crc32c: Crc32c, crc64nvme: Crc64Nvme };
const isCrc = (algorithm: string): algorithm is keyof typeof CRCS => Object.hasOwn(CRCS, algorithm);

/** What S3 adds by itself to an object that comes without a checksum. */
export const OWN_CHECKSUM = 'x-amz-checksum-crc64nvme';

/** Names of all headers that carry a checksum of the object. */
export const isChecksumHeader = (name: string): boolean => /^x-amz-checksum-(?!algorithm|mode|type)/.test(name);

/** The digest behind a header such as `x-amz-checksum-crc32`; refuses the algorithms that nobody here uses. */
export function createDigest(header: string): Digest {
  const algorithm = header.replace('x-amz-checksum-', '');
  if (isCrc(algorithm)) {
    const crc = new CRCS[algorithm]();
    return {
      update: (data) => crc.update(data),
      base64: async () => Buffer.from(await crc.digest()).toString('base64'),
    };
  }
  if (algorithm !== 'sha1' && algorithm !== 'sha256')
    throw new AwsError('NotImplemented', `The local S3 does not know the checksum ${algorithm}.`, 501);
  const hash = createHash(algorithm);
  return { update: (data) => hash.update(data), base64: async () => hash.digest('base64') };
}

/** The checksum of checksums that a multipart object of type COMPOSITE has. */
export async function compositeOf(header: string, parts: readonly string[]): Promise<string> {
  const digest = createDigest(header);
  for (const part of parts) digest.update(Buffer.from(part, 'base64'));
  return `${await digest.base64()}-${parts.length}`;
}
