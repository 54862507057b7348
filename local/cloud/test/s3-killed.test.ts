import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';

const Started = z.object({ url: z.string() });

/** A server on `folder`, and a client for it. */
async function startServer(folder: string) {
  const server = fork(join(import.meta.dirname, 's3-server.ts'), [folder]);
  const { url } = Started.parse((await once(server, 'message'))[0]);
  const credentials = { accessKeyId: 'Writer', secretAccessKey: 'local-secret' };
  const client = new S3Client({ region: 'me-south-1', endpoint: url, credentials, maxAttempts: 1 });
  const kill = async () => {
    const end = once(server, 'exit');
    server.kill('SIGKILL');
    await end;
    client.destroy();
  };
  return { client, kill };
}

const bytesOf = (key: string) => createHash('sha512').update(key).digest().toString('hex').repeat(2000);

test('killed again and again while eight write, S3 loses no write it has acknowledged, and keeps no half one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ksa-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const acknowledged = new Set<string>();
  const rounds = 4;
  for (let round = 0; round < rounds; round++) {
    const { client, kill } = await startServer(folder);
    const writer = async (name: number) => {
      for (let i = 0; ; i++) {
        // Half of the keys are written over and over, so that replacing is cut off too.
        const key = i % 2 === 0 ? `${name}/same` : `${name}/${round}-${i}`;
        await client.send(new PutObjectCommand({ Bucket: 'media', Key: key, Body: bytesOf(key) }));
        acknowledged.add(key);
        if (acknowledged.size > 30 * (round + 1)) return;
      }
    };
    const writers = Array.from({ length: 8 }, (_, name) => writer(name));
    await Promise.race(writers);
    await kill();
    await Promise.allSettled(writers);
  }

  const { client, kill } = await startServer(folder);
  onTestFinished(kill);
  for (const key of acknowledged) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'media', Key: key }));
    expect(await Body?.transformToString()).toBe(bytesOf(key));
  }
  const unacknowledged = readdirSync(join(folder, 's3')).length - acknowledged.size;
  expect(unacknowledged).toBeLessThanOrEqual(8 * rounds);
});
