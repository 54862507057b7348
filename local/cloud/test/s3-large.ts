import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

const MB = 1024 ** 2;
const Answer = z.object({ url: z._default(z.string(), ''), peakMb: z.number() });

async function* megabytes(count: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(MB, 'm');
  for (let i = 0; i < count; i++) yield chunk;
}

/**
 * Puts an object of `size` MB in one go, one in two parts, and reads both, against an S3 in a process of its own.
 * Returns by how many MB that process grew, the bytes read, and the seconds each step took.
 *
 * @example
 * node -e "import('./test/local/s3-large.ts').then((m) => m.measureLarge(1024)).then(console.log)"
 */
export async function measureLarge(size: number) {
  const server = fork(join(import.meta.dirname, 's3-server.ts'));
  const hear = async () => Answer.parse((await once(server, 'message'))[0]);
  const { url, peakMb: before } = await hear();
  const credentials = { accessKeyId: 'Large', secretAccessKey: 'local-secret' };
  const client = new S3Client({ region: 'me-south-1', endpoint: url, credentials, maxAttempts: 1 });
  const seconds: Record<string, number> = {};
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work();
    seconds[name] = Math.round(performance.now() - begun) / 1000;
    return result;
  };
  const body = (count: number) => ({ Body: Readable.from(megabytes(count)), ContentLength: count * MB });
  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'media', Key }));
    let bytes = 0;
    if (Body instanceof Readable) for await (const chunk of Body) bytes += chunk.length;
    return bytes;
  };
  try {
    await step('put', () => client.send(new PutObjectCommand({ Bucket: 'media', Key: 'one', ...body(size) })));
    const film = { Bucket: 'media', Key: 'parts' };
    await step('multipart', async () => {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(film));
      const Parts: CompletedPart[] = [];
      for (const PartNumber of [1, 2]) {
        const { ETag } = await client.send(new UploadPartCommand({ ...film, UploadId, PartNumber, ...body(size / 2) }));
        Parts.push({ ETag, PartNumber });
      }
      await client.send(new CompleteMultipartUploadCommand({ ...film, UploadId, MultipartUpload: { Parts } }));
    });
    const bytes = await step('get', async () => (await read('one')) + (await read('parts')));
    server.send('peak');
    return { grownMb: Math.round((await hear()).peakMb - before), readMb: bytes / MB, seconds };
  } finally {
    client.destroy();
    server.disconnect();
  }
}
