import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '#local/aws/clock.ts';
import { type Ground, openGate } from '#local/aws/service.ts';
import { type Sqs, startSqs } from '#local/aws/sqs.ts';
import { settle } from '#local/run/activity.ts';
import type { Mapping } from '#local/run/sources/mappings.ts';
import { startQueueSource } from '#local/run/sources/queue-source.ts';
import type { Source } from '#local/run/sources/source.ts';
import { createWorkers, type Workers } from '#local/run/workers.ts';

const region = 'me-south-1';
const queueArn = `arn:aws:sqs:${region}:000000000000:work`;
const deadArn = `arn:aws:sqs:${region}:000000000000:dead`;
const mapping: Mapping = {
  id: 'Source',
  kind: 'queue',
  sourceArn: queueArn,
  functionName: 'job',
  batchSize: 2,
  maxConcurrency: 2,
  partialFailures: true,
  bisect: false,
  maxRetries: undefined,
  maxAgeMs: undefined,
  startsAtTheBeginning: true,
  onFailureArn: undefined,
  filter: () => true,
};

let folder: string;
let ground: Ground;
let sqs: Sqs;
let workers: Workers;
let sources: Source[];
const seen: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const db = new DatabaseSync(':memory:');
  ground = { clock: createClock(), db, gate: openGate, dataDir: folder, region, account: '000000000000' };
  sqs = await startSqs(ground);
  sqs.createQueue({ name: 'dead' });
  sqs.createQueue({ name: 'work', visibilityTimeout: 30, redrive: { targetArn: deadArn, maxReceiveCount: 2 } });
  sources = [];
  seen.length = 0;
  ground.clock.settleWith(() => settle(isQuiet));
});
afterEach(async () => {
  for (const source of sources) source.stop();
  await workers.stop();
  await sqs.close();
  ground.clock.stop();
  rmSync(folder, { recursive: true, force: true });
});

const isQuiet = () => workers.busy() === 0 && sources.every((source) => source.idle());
const depth = (name: string) => sqs.stats().find((queue) => queue.name === name)?.depth;

/** A function that reports each record's text on its output and fails those that say so. */
function startFunction(code: string): void {
  const bundle = join(folder, 'index.mjs');
  writeFileSync(bundle, code);
  const arn = `arn:aws:lambda:${region}:000000000000:function:job`;
  workers = createWorkers(
    [
      {
        name: 'job',
        arn,
        role: 'R',
        bundle,
        exportName: 'handler',
        timeoutMs: 5000,
        memoryMb: 128,
        variables: {},
        maxInstances: 2,
      },
    ],
    {
      clock: ground.clock,
      logDir: join(folder, 'logs'),
      environment: () => ({}),
      onError: (line) => {
        const text = /saw (.*)/.exec(line)?.[1];
        if (text !== undefined) seen.push(text);
      },
    },
  );
}
const queueFunction = `export const handler = async ({ Records }) => {
  for (const { body } of Records) process.stderr.write('saw ' + body + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (Records.some(({ body }) => body === 'crash')) throw new Error('crash');
  return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) } }`;

describe('a queue that feeds a function', () => {
  it('hands over every message once and removes it', async () => {
    startFunction(queueFunction);
    for (const text of ['a', 'b', 'c', 'd', 'e']) sqs.send(queueArn, text);
    sources = [startQueueSource(mapping, { sqs, workers, region })];
    await settle(isQuiet);
    expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(depth('work')).toBe(0);
  });

  it('keeps only the failed message of a batch, and parks it after its last attempt', async () => {
    startFunction(queueFunction);
    sources = [startQueueSource(mapping, { sqs, workers, region })];
    sqs.send(queueArn, 'good');
    sqs.send(queueArn, 'bad');
    await ground.clock.advance(120_000);
    expect(seen.filter((text) => text === 'good')).toHaveLength(1);
    expect(seen.filter((text) => text === 'bad')).toHaveLength(2);
    expect([depth('work'), depth('dead')]).toEqual([0, 1]);
  });

  it('keeps the whole batch when the function fails', async () => {
    startFunction(queueFunction);
    sqs.send(queueArn, 'mate');
    sqs.send(queueArn, 'crash');
    sources = [startQueueSource(mapping, { sqs, workers, region })];
    await ground.clock.advance(120_000);
    expect(depth('dead')).toBe(2);
  });

  it('hands over a delayed message when the clock gets there, before anything later', async () => {
    startFunction(queueFunction);
    sources = [startQueueSource(mapping, { sqs, workers, region })];
    sqs.send(queueArn, 'later', { delaySeconds: 60 });
    sqs.send(queueArn, 'soon', { delaySeconds: 10 });
    await ground.clock.advance(30_000);
    expect(seen).toEqual(['soon']);
    await ground.clock.advance(60_000);
    expect(seen).toEqual(['soon', 'later']);
  });
});
