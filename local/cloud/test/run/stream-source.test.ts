import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSqs } from '#cloud/aws/sqs.ts';
import { settle } from '#cloud/run/activity.ts';
import type { Mapping } from '#cloud/run/sources/mappings.ts';
import type { Source } from '#cloud/run/sources/source.ts';
import { startStreamSource } from '#cloud/run/sources/stream-source.ts';
import { createWorkers } from '#cloud/run/workers.ts';
import { openTable } from '../dynamodb-table.ts';
import { createGround } from '../ground.ts';

const region = 'me-south-1';
const deadArn = `arn:aws:sqs:${region}:000000000000:dead`;
const mapping: Mapping = {
  id: 'Source',
  kind: 'stream',
  sourceArn: `arn:aws:dynamodb:${region}:000000000000:table/ksa/stream/local`,
  functionName: 'job',
  batchSize: 4,
  maxConcurrency: 1,
  partialFailures: true,
  bisect: false,
  maxRetries: 2,
  maxAgeMs: undefined,
  startsAtTheBeginning: true,
  onFailureArn: deadArn,
  filter: () => true,
};

/** Reports each batch by its sort keys; `poison` throws, `bad` is reported as failed twice, `slow` takes its time. */
const code = `let bad = 0; const say = (text) => process.stderr.write('saw ' + text + '\\n');
  export const handler = async ({ Records }) => {
    const names = Records.map(({ dynamodb }) => dynamodb.Keys.sk.S);
    say(names.join('+'));
    await new Promise((resolve) => setTimeout(resolve, names.includes('slow') ? 300 : 20));
    if (names.includes('print')) say(JSON.stringify(Records[0]));
    if (names.includes('poison')) throw new Error('poison');
    const isBad = ({ dynamodb }) => dynamodb.Keys.sk.S === 'bad';
    return { batchItemFailures: Records.some(isBad) && ++bad < 3
      ? Records.filter(isBad).map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) : [] } }`;

/** A table, a function that hears its changes, and a queue for what it gives up. */
async function openStream() {
  const ground = createGround();
  const { clock, db } = ground;
  const table = await openTable(ground);
  const sqs = await startSqs(ground);
  sqs.createQueue({ name: 'dead' });
  const bundle = join(ground.dataDir, 'index.mjs');
  writeFileSync(bundle, code);
  const seen: string[] = [];
  const arn = `arn:aws:lambda:${region}:000000000000:function:job`;
  const limits = { timeoutMs: 5000, memoryMb: 128, maxInstances: 10 };
  const workers = createWorkers(
    [{ name: 'job', arn, role: 'R', bundle, exportName: 'handler', variables: {}, ...limits }],
    {
      clock,
      logDir: join(ground.dataDir, 'logs'),
      environment: () => ({}),
      onError: (line) => {
        const text = /saw (.*)/.exec(line)?.[1];
        if (text !== undefined) seen.push(text);
      },
    },
  );
  let source: Source | undefined;
  const isQuiet = () => workers.busy() === 0 && (source?.idle() ?? true);
  clock.settleWith(() => settle(isQuiet));
  onTestFinished(async () => {
    source?.stop();
    await workers.stop();
    await sqs.close();
    clock.stop();
  });
  const start = (overrides: Partial<Mapping> = {}) => {
    source?.stop();
    const giveUp = (queue: string, body: string) => void sqs.send(queue, body);
    source = startStreamSource(
      { ...mapping, ...overrides },
      { feed: table.dynamodb, workers, clock, db, region, giveUp },
    );
    return settle(isQuiet);
  };
  const write = async (...names: string[]) => {
    for (const name of names) await table.put(name);
  };
  const parked = () => sqs.receive(deadArn, 10).map(({ body }) => JSON.parse(body));
  return { ...table, start, write, seen, parked, settled: () => settle(isQuiet), stop: () => source?.stop() };
}

test('changes are handed over in order, a batch at a time', async () => {
  const { write, start, seen, settled } = await openStream();
  await write('a', 'b', 'c', 'd', 'e');
  await start();
  await write('f');
  await settled();
  expect(seen).toEqual(['a+b+c+d', 'e', 'f']);
});

test('a source that begins at the latest does not tell what was before', async () => {
  const { write, start, seen, settled } = await openStream();
  await write('before');
  await start({ startsAtTheBeginning: false });
  await write('after');
  await settled();
  expect(seen).toEqual(['after']);
});

test('it goes on after a restart where it stopped, and tells again what was under way', async () => {
  const { write, start, seen, stop } = await openStream();
  await write('a');
  await start();
  await write('slow');
  await expect.poll(() => seen.at(-1)).toBe('slow');
  stop();
  await start();
  expect(seen.filter((text) => text === 'a')).toHaveLength(1);
  expect(seen.filter((text) => text === 'slow')).toHaveLength(2);
});

test('a failing batch is halved without using up its retries, its poison is parked, the rest goes on in order', async () => {
  const { write, start, seen, parked, clock } = await openStream();
  await write('a', 'poison', 'b', 'c', 'd');
  await start({ bisect: true });
  await clock.advance(600_000);
  const expected = ['a+poison+b+c', 'a+poison', 'a', 'poison', 'poison', 'poison', 'b+c', 'd'];
  expect(seen).toEqual(expected);
  expect(parked()).toEqual([
    {
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'job',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: '2',
        endSequenceNumber: '2',
        approximateArrivalOfFirstRecord: expect.any(String),
        approximateArrivalOfLastRecord: expect.any(String),
        batchSize: 1,
        streamArn: mapping.sourceArn,
      },
    },
  ]);
});

test('without halving the whole batch is tried again, then parked', async () => {
  const { write, start, seen, parked, clock } = await openStream();
  await write('a', 'poison', 'b', 'c', 'd');
  await start({ maxRetries: 1 });
  await clock.advance(600_000);
  expect(seen).toEqual(['a+poison+b+c', 'a+poison+b+c', 'd']);
  expect(parked()).toMatchObject([{ DDBStreamBatchInfo: { startSequenceNumber: '1', batchSize: 4 } }]);
});

test('retries wait longer each time, on the local clock', async () => {
  const { write, start, seen, clock } = await openStream();
  await write('poison');
  await start({ maxRetries: 10 });
  await clock.advance(400);
  expect(seen).toHaveLength(1);
  await clock.advance(200);
  expect(seen).toHaveLength(2);
  await clock.advance(800);
  expect(seen).toHaveLength(2);
  await clock.advance(400);
  expect(seen).toHaveLength(3);
});

test('a partial failure goes on from the first change that failed', async () => {
  const { write, start, seen, parked, clock } = await openStream();
  await write('a', 'bad', 'c');
  await start({ bisect: true });
  await clock.advance(60_000);
  expect(seen).toEqual(['a+bad+c', 'bad+c', 'bad+c']);
  expect(parked()).toEqual([]);
});

test('changes that are too old are parked, before their first attempt too', async () => {
  const { write, start, seen, parked, clock } = await openStream();
  await write('old');
  await clock.advance(90_000);
  await write('poison');
  await start({ maxRetries: undefined, maxAgeMs: 60_000 });
  await clock.advance(90_000);
  await write('b');
  await clock.advance(1000);
  expect(seen[0]).toBe('poison');
  expect(seen.at(-1)).toBe('b');
  const [old, poison] = parked();
  expect(old).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 } });
  expect(poison).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded' } });
  expect(poison.requestContext.approximateInvokeCount).toBeGreaterThan(3);
});

test('changes are kept for a day', async () => {
  const { write, start, seen, clock } = await openStream();
  await write('a');
  await clock.advance(25 * 3_600_000);
  await start();
  expect(seen).toEqual([]);
});

test('what the filter does not want is passed over, and batches are filled with what it wants', async () => {
  const { write, start, seen } = await openStream();
  await write('a', 'x1', 'x2', 'b', 'x3', 'x4', 'x5', 'c', 'x6', 'd');
  await start({ filter: (record) => !JSON.stringify(record).includes('"x') });
  expect(seen).toEqual(['a+b+c+d']);
});

test('a record tells what AWS tells of it', async () => {
  const { put, start, seen, key } = await openStream();
  await put('print', { n: { N: '1' } });
  await start();
  expect(JSON.parse(seen[1] ?? '')).toEqual({
    eventID: expect.any(String),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    eventSourceARN: mapping.sourceArn,
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: key('print'),
      NewImage: { ...key('print'), n: { N: '1' } },
      SequenceNumber: '1',
      SizeBytes: 29,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
});
