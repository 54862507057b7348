import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { ObjectEvent } from '#local/aws/s3/exchange.ts';
import { startS3 } from '#local/aws/s3.ts';
import type { Ground } from '#local/aws/service.ts';
import { createGround, credentials } from './ground.ts';

export const Bucket = 'media';
export const ORIGIN = 'http://127.0.0.1:3000';

/** A bucket with a CORS rule, asked through the SDK. */
export async function openBucket(ground: Ground = createGround()) {
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
    cors: [
      {
        allowedOrigins: [ORIGIN],
        allowedMethods: ['GET', 'POST'],
        allowedHeaders: ['content-type'],
        exposedHeaders: ['etag'],
        maxAge: 600,
      },
    ],
  });
  const events: ObjectEvent[] = [];
  s3.onObject((event) => void events.push(event));
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
