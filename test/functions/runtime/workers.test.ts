import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Change, queueWorker, streamWorker, timedJob } from '#runtime/workers.ts';
import { contextOf } from '#test/support/gateway.ts';

const batch = (...bodies: string[]) =>
  ({
    Records: bodies.map((body, at) => ({ messageId: `m${at}`, body, attributes: {}, messageAttributes: {} })),
  }) as unknown as SQSEvent;

describe('a queue worker', () => {
  const worked: number[] = [];
  const worker = queueWorker(z.object({ v: z.literal(1), n: z.number() }), async ({ n }) => {
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

describe('a timed job', () => {
  it('that fails is seen as failed', async () => {
    const job = timedJob(async () => {
      throw new Error('broken');
    });
    await expect(job({}, contextOf())).rejects.toThrow('broken');
  });
});
