import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { notImplemented } from './errors.ts';

/** A running digest of bytes. */
export type Digest = { update(data: Uint8Array): unknown; digest(): Promise<Uint8Array> | Uint8Array };

const ALGORITHMS: Readonly<Record<string, () => Digest>> = {
  crc32: () => new Crc32(),
  crc32c: () => new Crc32c(),
  crc64nvme: () => new Crc64Nvme(),
  sha1: () => createHash('sha1'),
  sha256: () => createHash('sha256'),
};

/** What S3 adds by itself to an object that comes without a checksum. */
export const OWN_CHECKSUM = 'x-amz-checksum-crc64nvme';

/** `crc32` for `x-amz-checksum-crc32`. */
export const algorithmOf = (header: string): string => header.replace('x-amz-checksum-', '');

/** Whether a header carries a checksum of the body. */
export const isChecksum = (header: string): boolean => /^x-amz-checksum-(?!algorithm|mode|type)/.test(header);

/** The digest behind a header such as `x-amz-checksum-crc32`; refuses the algorithms that nobody here uses. */
export function createDigest(header: string): Digest {
  const create = ALGORITHMS[algorithmOf(header)];
  if (create === undefined) throw notImplemented(`the checksum ${algorithmOf(header)}`);
  return create();
}

/** What a digest has come to, as headers hold it. */
export const base64 = async (digest: Digest): Promise<string> => Buffer.from(await digest.digest()).toString('base64');

/** The checksum of checksums that a multipart object of type COMPOSITE has. */
export async function compositeOf(header: string, parts: readonly string[]): Promise<string> {
  const digest = createDigest(header);
  for (const part of parts) digest.update(Buffer.from(part, 'base64'));
  return `${await base64(digest)}-${parts.length}`;
}
