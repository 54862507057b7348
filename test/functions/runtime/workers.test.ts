import { DatabaseSync } from 'node:sqlite';
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createClock } from '#cloud/aws/clock.ts';
import { openGate } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { envNames } from '#runtime/env-names.ts';
import { RetryLaterError } from '#runtime/visibility.ts';
import { type Change, queueWorker, streamBatchWorker, streamWorker, timedJob } from '#runtime/workers.ts';
import { queueVariable } from '#shared/contract/queue.ts';
import { contextOf } from '#test/support/gateway.ts';

const nowhere = { dataDir: '', region: 'me-south-1', account: '000000000000' };

const work = <S extends z.ZodMiniType>(message: S) => ({ name: 'work', message });

const batch = (...bodies: string[]) =>
  ({
    Records: bodies.map((body, at) => ({ messageId: `m${at}`, body, attributes: {}, messageAttributes: {} })),
  }) as unknown as SQSEvent;

describe('a queue worker', () => {
  const worked: number[] = [];
  const worker = queueWorker(work(z.object({ v: z.literal(1), n: z.number() })), async ({ n }) => {
    if (n === 13) throw new Error('bad luck');
    worked.push(n);
  });
  const failures = async (...bodies: string[]) =>
    (await worker(batch(...bodies), contextOf())).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

  it('reports only what failed, so that the rest does not come again', async () => {
    expect(await failures('{"v":1,"n":1}', '{"v":1,"n":13}', '{"v":1,"n":2}')).toEqual(['m1']);
    expect(worked.splice(0).sort()).toEqual([1, 2]);
  });

  it('a batch of nothing but failures is reported, not thrown', async () => {
    expect(await failures('{"v":1,"n":13}', '{"v":1,"n":13}')).toEqual(['m0', 'm1']);
  });
});

describe('a queue worker whose messages come back soon', () => {
  const seen: number[] = [];
  const worker = queueWorker(
    work(z.object({ n: z.number() })),
    async ({ n }) => {
      if (n > 0) throw new RetryLaterError(n);
      seen.push(n);
    },
    { backAfterSeconds: 75 },
  );
  let sqs: Awaited<ReturnType<typeof startSqs>>;
  const clock = createClock();
  beforeAll(async () => {
    sqs = await startSqs({ ...{ clock, db: new DatabaseSync(':memory:'), gate: openGate }, ...nowhere });
    const { url } = sqs.createQueue({ name: 'work', VisibilityTimeout: 360 });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SQS: sqs.url,
      [queueVariable({ name: 'work' })]: url,
      [envNames.maxReceives]: '2',
    });
  });
  afterAll(async () => {
    await sqs.close();
    clock.stop();
  });
  /** Hands out what waits; nothing is removed, as when the function dies. */
  const deliver = async () => {
    const messages = sqs.receive('work', 10);
    const Records = messages as unknown as SQSEvent['Records'];
    const answer = await worker({ Records }, contextOf());
    for (const { messageId, receiptHandle } of messages)
      if (answer.batchItemFailures.every((one) => one.itemIdentifier !== messageId)) sqs.remove('work', receiptHandle);
    return messages.length;
  };
  const dies = () => worker({ Records: sqs.receive('work', 10) as unknown as SQSEvent['Records'] }, contextOf());

  it('has what it died with handed out again after them, not after six time-outs', async () => {
    sqs.send('work', '{"n":0}');
    await dies();
    await clock.advance(74_000);
    expect(await deliver()).toBe(0);
    await clock.advance(1_000);
    expect(await deliver()).toBe(1);
    expect(seen).toEqual([0, 0]);
  });

  it('gives back what came too early, for when it asks, and lets it go the last time', async () => {
    sqs.send('work', '{"n":30000}');
    expect(await deliver()).toBe(1);
    await clock.advance(29_000);
    expect(await deliver()).toBe(0);
    await clock.advance(1_000);
    expect(await deliver()).toBe(1);
    await clock.advance(400_000);
    expect(await deliver()).toBe(0);
  });
});

describe('a stream worker', () => {
  const record = (n: number, old = false) => ({
    eventName: 'MODIFY',
    dynamodb: {
      SequenceNumber: String(n),
      [old ? 'OldImage' : 'NewImage']: { n: { N: String(n) }, name: { S: 'قهوة' } },
    },
  });
  const event = (...records: object[]) => ({ Records: records }) as unknown as DynamoDBStreamEvent;

  it('hands on plain values, before and after', async () => {
    const changes: Change[] = [];
    await streamWorker(async (change) => void changes.push(change))(event(record(1), record(2, true)), contextOf());
    expect(changes).toEqual([
      { before: undefined, after: { n: 1, name: 'قهوة' } },
      { before: { n: 2, name: 'قهوة' }, after: undefined },
    ]);
  });

  it('stops at the first failure, so that nothing overtakes it', async () => {
    const worked: unknown[] = [];
    const worker = streamWorker(async ({ after }) => {
      if (after?.n === 2) throw new Error('not now');
      worked.push(after?.n);
    });
    const answer = await worker(event(record(1), record(2), record(3)), contextOf());
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: '2' }]);
    expect(worked).toEqual([1]);
  });
});

describe('a stream worker of whole batches', () => {
  const images = (n: number) => ({ dynamodb: { SequenceNumber: String(n), NewImage: { n: { N: String(n) } } } });
  const event = { Records: [images(1), images(2)] } as unknown as DynamoDBStreamEvent;

  it('is handed all of them at once', async () => {
    const batches: (readonly Change[])[] = [];
    const worker = streamBatchWorker(async (changes) => void batches.push(changes));
    expect(await worker(event, contextOf())).toEqual({ batchItemFailures: [] });
    expect(batches.map((changes) => changes.map(({ after }) => after?.n))).toEqual([[1, 2]]);
  });

  it('leaves it to Lambda to halve a batch that failed', async () => {
    const worker = streamBatchWorker(async () => Promise.reject(new Error('not now')));
    await expect(worker(event, contextOf())).rejects.toThrow('not now');
  });
});

describe('a timed job', () => {
  it('that fails is seen as failed', async () => {
    const job = timedJob(async () => {
      throw new Error('broken');
    });
    await expect(job({}, contextOf())).rejects.toThrow('broken');
  });
});
