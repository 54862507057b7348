import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { type Sqs, startSqs } from '#cloud/aws/sqs.ts';
import { settle } from '#cloud/run/activity.ts';
import type { Mapping } from '#cloud/run/sources/mappings.ts';
import { startQueueSource } from '#cloud/run/sources/queue-source.ts';
import type { Source } from '#cloud/run/sources/source.ts';
import { createWorkers, type Workers } from '#cloud/run/workers.ts';

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
  sqs.createQueue({
    name: 'work',
    VisibilityTimeout: 30,
    RedrivePolicy: { deadLetterTargetArn: deadArn, maxReceiveCount: 2 },
  });
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
    sources = [startQueueSource(mapping, { sqs, workers, region, clock: ground.clock })];
    await settle(isQuiet);
    expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(depth('work')).toBe(0);
  });

  it('keeps only the failed message of a batch, and parks it after its last attempt', async () => {
    startFunction(queueFunction);
    sources = [startQueueSource(mapping, { sqs, workers, region, clock: ground.clock })];
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
    sources = [startQueueSource(mapping, { sqs, workers, region, clock: ground.clock })];
    await ground.clock.advance(120_000);
    expect(depth('dead')).toBe(2);
  });

  it('hands over a delayed message when the clock gets there, before anything later', async () => {
    startFunction(queueFunction);
    sources = [startQueueSource(mapping, { sqs, workers, region, clock: ground.clock })];
    sqs.send(queueArn, 'later', { delaySeconds: 60 });
    sqs.send(queueArn, 'soon', { delaySeconds: 10 });
    await ground.clock.advance(30_000);
    expect(seen).toEqual(['soon']);
    await ground.clock.advance(60_000);
    expect(seen).toEqual(['soon', 'later']);
  });

  const feed = (overrides: Partial<Mapping> = {}) => {
    sources = [startQueueSource({ ...mapping, ...overrides }, { sqs, workers, region, clock: ground.clock })];
  };
  const countingFunction = `export const handler = async ({ Records }) => {
    process.stderr.write('saw ' + Records.map(({ body }) => body.slice(0, 2)).join('+') + '\\n');
    return { batchItemFailures: [] } }`;

  it('waits for a batch to become full, but not longer than its window', async () => {
    startFunction(countingFunction);
    feed({ batchSize: 12, windowMs: 20_000 });
    for (let n = 10; n < 25; n++) sqs.send(queueArn, String(n));
    await settle(isQuiet);
    expect(seen).toEqual(['10+11+12+13+14+15+16+17+18+19+20+21']);
    await ground.clock.advance(10_000);
    expect(seen).toHaveLength(1);
    await ground.clock.advance(9_000);
    sqs.send(queueArn, '25');
    await ground.clock.advance(1_000);
    expect(seen.slice(1)).toEqual(['22+23+24+25']);
    expect(depth('work')).toBe(0);
  });

  it('hands over no more than an invocation can carry', async () => {
    startFunction(countingFunction);
    for (let n = 10; n < 18; n++) sqs.send(queueArn, `${n}${'x'.repeat(1_000_000)}`);
    feed({ batchSize: 10 });
    await settle(isQuiet);
    expect(seen.sort()).toEqual(['10+11+12+13+14+15', '16+17']);
  });

  it('gives a group of a FIFO queue to one invocation at a time', async () => {
    const { arn } = sqs.createQueue({ name: 'work.fifo', FifoQueue: true, ContentBasedDeduplication: true });
    startFunction(`export const handler = async ({ Records: [{ body }] }) => {
      process.stderr.write('saw begin ' + body + '\\n');
      await new Promise((resolve) => setTimeout(resolve, 30));
      process.stderr.write('saw end ' + body + '\\n') }`);
    for (const body of ['a1', 'a2', 'a3']) sqs.send(arn, body, { groupId: 'a' });
    sqs.send(arn, 'b1', { groupId: 'b' });
    feed({ sourceArn: arn, batchSize: 1 });
    await settle(isQuiet);
    const ofA = seen.filter((text) => / a\d$/.test(text));
    expect(ofA).toEqual(['begin a1', 'end a1', 'begin a2', 'end a2', 'begin a3', 'end a3']);
    expect(seen).toContain('end b1');
    expect(depth('work.fifo')).toBe(0);
  });

  it('takes a quiet business into the first batch of a busy one', async () => {
    startFunction(countingFunction);
    for (const n of [1, 2, 3, 4, 5, 6]) sqs.send(queueArn, `b${n}`, { groupId: 'busy' });
    sqs.send(queueArn, 'q1', { groupId: 'quiet' });
    feed();
    await settle(isQuiet);
    expect(seen.sort()).toEqual(['b1+q1', 'b2+b3', 'b4+b5', 'b6']);
  });

  it.each([
    ['an answer of another shape', '({ batchItemFailures: "all" })'],
    ['the name of a message that it was not given', '({ batchItemFailures: [{ itemIdentifier: "x" }] })'],
  ])('brings the whole batch back after %s', async (_, answer) => {
    startFunction(`export const handler = async () => ${answer}`);
    sqs.send(queueArn, 'a');
    sqs.send(queueArn, 'b');
    feed();
    await settle(isQuiet);
    expect(sqs.stats().find(({ name }) => name === 'work')).toMatchObject({ depth: 0, inFlight: 2 });
    await ground.clock.advance(60_000);
    expect(depth('dead')).toBe(2);
  });

  it('deletes what the filter keeps away, unseen', async () => {
    startFunction(queueFunction);
    sqs.send(queueArn, 'wanted');
    sqs.send(queueArn, 'unwanted');
    feed({ filter: (record) => JSON.stringify(record).includes('"body":"wanted"') });
    await settle(isQuiet);
    expect(seen).toEqual(['wanted']);
    expect(sqs.stats().find(({ name }) => name === 'work')).toMatchObject({ depth: 0, inFlight: 0 });
  });

  it.each<[string, Partial<Mapping>]>([
    ['a batch over 10 without a window', { batchSize: 11 }],
    ['a batch over 10,000', { batchSize: 10_001, windowMs: 1000 }],
    ['a window over five minutes', { windowMs: 301_000 }],
    ['a concurrency of one', { maxConcurrency: 1 }],
  ])('%s is refused at the start, as Lambda refuses it', (_, wrong) => {
    startFunction(queueFunction);
    expect(() => feed(wrong)).toThrow(/^Source: /);
  });

  it('a function that may run longer than its messages stay hidden is refused at the start', () => {
    startFunction(queueFunction);
    sqs.createQueue({ name: 'work', VisibilityTimeout: 4 });
    expect(() => feed()).toThrow('Queue visibility timeout: 4 seconds is less than Function timeout: 5 seconds');
  });
});
