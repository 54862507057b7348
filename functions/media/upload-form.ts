import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { env } from '#runtime/env.ts';
import { s3 } from './buckets.ts';

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
