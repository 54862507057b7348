import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { type S3, startS3 } from '#cloud/aws/s3.ts';
import type { Ground } from '#cloud/aws/service.ts';
import { createGround, credentials } from './ground.ts';

export const Bucket = 'media';
export const ORIGIN = 'http://127.0.0.1:3000';

/** What a notification says about an object. */
const Told = z.looseObject({
  eventName: z.string(),
  s3: z.looseObject({
    bucket: z.looseObject({ name: z.string() }),
    object: z.looseObject({ key: z.string(), size: z.optional(z.number()), sequencer: z.string() }),
  }),
});
export type Told = z.output<typeof Told>;

/** A bucket with a CORS rule, asked through the SDK. */
export async function openBucket(
  ground: Ground = createGround(),
  configuration: Partial<Parameters<S3['createBucket']>[0]> = {},
) {
  const s3 = await startS3(ground, (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined));
  const options = { region: ground.region, endpoint: s3.url, maxAttempts: 1 };
  const client = new S3Client({ ...options, credentials });
  const close = async () => {
    client.destroy();
    await s3.close();
    ground.clock.stop();
  };
  onTestFinished(close);
  s3.createBucket({
    name: Bucket,
    ...configuration,
    notifications: [{ id: 'all', targetArn: 'arn:of:target', events: ['s3:*'], prefix: '', suffix: '' }],
    cors: [
      {
        AllowedOrigins: [ORIGIN],
        AllowedMethods: ['GET', 'POST'],
        AllowedHeaders: ['content-type'],
        ExposedHeaders: ['etag'],
        MaxAge: 600,
      },
    ],
  });
  const events: Told[] = [];
  s3.deliverTo(async (_, { Records: [record] }) => void events.push(Told.parse(record)));
  const put = (
    Key: string,
    Body: NonNullable<PutObjectCommandInput['Body']>,
    more: Partial<PutObjectCommandInput> = {},
  ) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string, more = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  const read = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();
  const files = () => readdirSync(join(ground.dataDir, 's3'));
  return { s3, client, options, ground, clock: ground.clock, events, put, get, read, files, close };
}

/** An address to which `bytes` may be put as the object `half`, without the SDK. */
export async function signedPut(options: S3ClientConfig, bytes: number) {
  const client = new S3Client({ ...options, credentials, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const command = new PutObjectCommand({ Bucket, Key: 'half', ContentLength: bytes });
  return { url: await getSignedUrl(client, command) };
}
