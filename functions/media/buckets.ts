import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { env } from '#runtime/env.ts';
import { MAX_UPLOAD_BYTES } from '#shared/media/media-rules.ts';

const s3 = new S3Client({});
const FORM_SECONDS = 5 * 60;

/** A form that lets a browser put exactly one object of this type and at most this size into quarantine. */
export const uploadForm = (key: string, contentType: string, bytes: number) =>
  createPresignedPost(s3, {
    Bucket: env('uploads'),
    Key: key,
    Fields: { 'Content-Type': contentType },
    Conditions: [
      ['eq', '$Content-Type', contentType],
      ['content-length-range', 1, bytes],
    ],
    Expires: FORM_SECONDS,
  });

/** The bytes of an upload; undefined when none has arrived. */
export async function readUpload(key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand({ Bucket: env('uploads'), Key: key }));
    // The form allows no more; an object put there in any other way is not read into memory.
    if (!Body || ContentLength > MAX_UPLOAD_BYTES) throw new Error(`Upload of ${ContentLength} bytes`);
    return await Body.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

export const removeUpload = (key: string) => s3.send(new DeleteObjectCommand({ Bucket: env('uploads'), Key: key }));

/** Publishes a rendition. Its name is never used for other bytes, so it may be kept for ever. */
export const putRendition = (key: string, jpeg: Uint8Array) =>
  s3.send(
    new PutObjectCommand({
      Bucket: env('media'),
      Key: key,
      Body: jpeg,
      ContentType: 'image/jpeg',
      CacheControl: 'public, max-age=31536000, immutable',
    }),
  );

export const removeRendition = (key: string) => s3.send(new DeleteObjectCommand({ Bucket: env('media'), Key: key }));
