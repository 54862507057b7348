import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { S3 } from '#cloud/aws/s3.ts';
import type { Target } from './target.ts';

export const ORIGIN = 'https://app.example.com';
const cors = {
  AllowedOrigins: [ORIGIN, 'https://*.example.org'],
  AllowedMethods: ['GET', 'POST'],
  AllowedHeaders: ['content-type', 'x-amz-*'],
  ExposedHeaders: ['ETag'],
  MaxAge: 600,
};

/** A new bucket at the target, with a CORS rule; emptied and deleted in AWS after the test. */
export async function openBucket({ local, options, unique }: Target<S3>) {
  const Bucket = unique('ksa-conformance');
  const client = new S3Client(options);
  onTestFinished(() => client.destroy());
  if (local) local.service.createBucket({ name: Bucket, cors: [cors] });
  else await createInAws(client, Bucket, options.region);
  const put = (
    Key: string,
    Body: NonNullable<PutObjectCommandInput['Body']>,
    more: Partial<PutObjectCommandInput> = {},
  ) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string, more = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return {
    Bucket,
    client,
    put,
    get,
    read: async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString(),
    head: (Key: string, more = {}) => client.send(new HeadObjectCommand({ Bucket, Key, ...more })),
    list: (more = {}) => client.send(new ListObjectsV2Command({ Bucket, ...more })),
  };
}

async function createInAws(client: S3Client, Bucket: string, region: string): Promise<void> {
  const location = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
  await client.send(new CreateBucketCommand({ Bucket, ...location }));
  onTestFinished(async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    for (const { Key, UploadId } of Uploads)
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await client.send(new DeleteBucketCommand({ Bucket }));
  });
  const rule = {
    AllowedOrigins: cors.AllowedOrigins,
    AllowedMethods: cors.AllowedMethods,
    AllowedHeaders: cors.AllowedHeaders,
    ExposeHeaders: cors.ExposedHeaders,
    MaxAgeSeconds: cors.MaxAge,
  };
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
}

/** What a refusal looks like to the SDK. */
export const refusal = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });
