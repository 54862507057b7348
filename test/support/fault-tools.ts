import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import * as z from 'zod/mini';
import type { FaultGround, Piece } from './fault-ground.ts';

const Queue = z.object({ name: z.string(), arn: z.string(), depth: z.number(), inFlight: z.number() });
const clientOf = ({ journey }: FaultGround, service: 'sqs' | 's3') => {
  const { aws } = journey.endpoints();
  const credentials = { accessKeyId: aws.accessKeyId ?? '', secretAccessKey: aws.secretAccessKey ?? '' };
  return { region: aws.region ?? '', endpoint: aws[service] ?? '', credentials };
};

/** The queues of the application as an operator meets them. */
export async function openQueues(ground: FaultGround) {
  const sqs = new SQSClient(clientOf(ground, 'sqs'));
  const all = async () => z.array(Queue).parse((await ground.journey.state()).queues);
  /** `publish`, or `publish dead letters`. */
  const find = async (name: string) => {
    const [first = '', ...rest] = name.split(' ');
    const isMeant = (queue: string) =>
      queue.includes(`publishing${first}`) && /deadletter/.test(queue) === rest.length > 0;
    const found = (await all()).find((queue) => isMeant(queue.name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')));
    if (found === undefined) throw new Error(`There is no queue ${name}`);
    return found;
  };
  return {
    find,
    async send(name: string, body: string): Promise<void> {
      const QueueUrl = `${ground.journey.endpoints().aws.sqs}/000000000000/${(await find(name)).name}`;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    },
    /** Puts parked messages back to where they came from. */
    async redrive(name: string): Promise<void> {
      await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: (await find(name)).arn }));
    },
  };
}

/** The bytes behind an image of ours, to be taken away or exchanged behind the application's back. */
export function openMedia(ground: FaultGround) {
  const s3 = new S3Client({ ...clientOf(ground, 's3'), forcePathStyle: true });
  const placeOf = (url: string) => {
    const Key = new URL(url).pathname.slice(1);
    const db = new DatabaseSync(join(ground.journey.dataDir, 'state.sqlite'), { readOnly: true });
    const Bucket = String(db.prepare('SELECT bucket FROM s3_object WHERE key = ?').get(Key)?.bucket);
    db.close();
    return { Bucket, Key };
  };
  return {
    /** Exchanges the bytes, or takes them away; the answer puts back what was approved. */
    async spoil(url: string, bytes: Buffer | undefined, approved: Buffer): Promise<() => Promise<void>> {
      const place = placeOf(url);
      const put = async (Body: Buffer) =>
        void (await s3.send(new PutObjectCommand({ ...place, Body, ContentType: 'image/jpeg' })));
      if (bytes) await put(bytes);
      else await s3.send(new DeleteObjectCommand(place));
      return () => put(approved);
    },
  };
}

/** The message that makes a worker look at a post's first target. */
export async function lookAt(ground: FaultGround, { postId }: Piece) {
  const [me, post] = await Promise.all([
    ground.manager.api.auth.me(),
    ground.manager.api.posts.get({ params: { postId } }),
  ]);
  return { v: 1, clientId: me.client?.clientId ?? '', postId, targetId: post.targets[0]?.targetId ?? '' };
}

/** The event with which a queue hands messages to its function. */
export const handedOver = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, at) => ({
    messageId: `m${at}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

/** Waits until the one fault that is open for a service has met somebody, who is then held up by it. */
export const untilMet = ({ journey }: FaultGround, service: string): Promise<void> =>
  vi.waitFor(
    async () => {
      if ((await journey.state()).faults[service]?.length !== 0)
        throw new Error(`Nobody has met the fault of ${service}`);
    },
    { timeout: 30_000, interval: 20 },
  );

/** How many lines of a function's log hold this text. */
export function linesWith({ journey }: FaultGround, functionName: string, text: string): number {
  const log = join(journey.dataDir, 'logs', `${functionName}.log`);
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.filter((line) => line.includes(text)).length;
}

/** A release: the next event of every function meets a bundle that was built later, and starts anew with it. */
export function release(): void {
  const assembly = resolve(import.meta.dirname, '../../cdk.out');
  for (const asset of readdirSync(assembly)) {
    const bundle = join(assembly, asset, 'index.mjs');
    if (asset.startsWith('asset.') && existsSync(bundle)) utimesSync(bundle, new Date(), new Date());
  }
}
