import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../service.ts';

/** One version of a key's material. */
export type Material = { arn: string; version: number; bytes: Buffer };

const IV = 12;
const TAG = 16;

/** Sorted, so that the same context always authenticates alike. */
const boundTo = (context: Record<string, string>) => Buffer.from(JSON.stringify(Object.entries(context).sort()));

const invalid = () => new AwsError('InvalidCiphertextException', '');

/** Encrypts under a key. The blob tells the key and its version, as AWS's does: arn length, arn, version, iv, tag, text. */
export function sealBlob(key: Material, plain: Buffer, context: Record<string, string>): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(boundTo(context));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  const arn = Buffer.from(key.arn);
  const head = Buffer.alloc(6);
  head.writeUInt16BE(arn.length, 0);
  head.writeUInt32BE(key.version, 2);
  return Buffer.concat([head, arn, iv, cipher.getAuthTag(), text]);
}

/** Reads a blob's head. Throws InvalidCiphertextException for anything that we did not make. */
export function openBlob(blob: Buffer) {
  const arnLength = blob.length < 6 ? 0 : blob.readUInt16BE(0);
  const start = 6 + arnLength;
  if (arnLength === 0 || blob.length < start + IV + TAG) throw invalid();
  const sealed = blob.subarray(start);
  return {
    keyArn: blob.subarray(6, start).toString(),
    version: blob.readUInt32BE(2),
    /** Throws InvalidCiphertextException for another context or a changed blob. */
    decrypt(key: Material, context: Record<string, string>): Buffer {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(0, IV))
          .setAAD(boundTo(context))
          .setAuthTag(sealed.subarray(IV, IV + TAG));
        return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
      } catch {
        throw invalid();
      }
    },
  };
}
