import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { embedded, measure, writeMetrics } from '#runtime/metrics.ts';
import { queueWorker, streamWorker, timedJob } from '#runtime/workers.ts';
import { linesWhile, metricLines, readMetrics } from '#test/support/embedded-metrics.ts';
import { contextOf } from '#test/support/gateway.ts';
import { POSTCARD } from '#test/support/made-up-network.ts';

const metrics = { Cups: 'Count', Wait: 'Milliseconds' } as const;
const AT = Date.parse('2026-12-01T15:30:00Z');
const linesOf = async (act: () => unknown) => metricLines(await linesWhile(async () => act()));

describe('a line of metrics', () => {
  const read = (values: number[]) =>
    embedded(AT, { Stage: 'test', Platform: 'instagram' }, [
      { name: 'Cups', unit: 'Count', values: [3] },
      { name: 'Wait', unit: 'Milliseconds', values },
    ]).map((line) => readMetrics(JSON.stringify(line)));

  it('is in the format that CloudWatch documents', () => {
    expect(read([10, 20])).toEqual([
      {
        at: AT,
        dimensions: { Stage: 'test', Platform: 'instagram' },
        metrics: { Cups: { unit: 'Count', values: [3] }, Wait: { unit: 'Milliseconds', values: [10, 20] } },
      },
    ]);
  });

  it('takes a hundred values of a metric; more go into further lines, and none is written twice', () => {
    const values = Array.from({ length: 230 }, (_, n) => n);
    const lines = read(values);
    expect(lines.map(({ metrics: found }) => found.Wait?.values.length)).toEqual([100, 100, 30]);
    expect(lines.flatMap(({ metrics: found }) => found.Wait?.values ?? [])).toEqual(values);
    expect(lines.map(({ metrics: found }) => found.Cups?.values)).toEqual([[3], undefined, undefined]);
  });

  it('is not written for nothing', () => {
    expect(embedded(AT, { Stage: 'test' }, [])).toEqual([]);
  });
});

describe('what was measured', () => {
  it('is one line for each set of dimensions: counts added up, durations kept one by one', async () => {
    const lines = await linesOf(() => {
      measure(metrics, { Cups: 1, Wait: 10 }, { Platform: 'instagram' });
      measure(metrics, { Cups: 2, Wait: 30 }, { Platform: 'instagram' });
      measure(metrics, { Cups: 5 }, { Platform: POSTCARD });
      measure(metrics, { Wait: 0 });
      writeMetrics();
    });
    expect(lines.map(readMetrics).map(({ dimensions, metrics: found }) => [dimensions, found])).toEqual([
      [
        { Stage: 'test', Platform: 'instagram' },
        { Cups: { unit: 'Count', values: [3] }, Wait: { unit: 'Milliseconds', values: [10, 30] } },
      ],
      [{ Stage: 'test', Platform: POSTCARD }, { Cups: { unit: 'Count', values: [5] } }],
      [{ Stage: 'test' }, { Wait: { unit: 'Milliseconds', values: [0] } }],
    ]);
  });

  it('is written once', async () => {
    measure(metrics, { Cups: 1 });
    expect(await linesOf(() => [writeMetrics(), writeMetrics()])).toHaveLength(1);
  });

  it('nothing leaves no line', async () => {
    expect(await linesOf(() => [measure(metrics, {}), writeMetrics()])).toEqual([]);
  });
});

describe('workers write it when they end', () => {
  const worker = queueWorker({ name: 'work', message: z.object({ n: z.number() }) }, async ({ n }) => {
    measure(metrics, { Cups: n });
    if (n === 13) throw new Error('bad luck');
  });
  const batch = (...numbers: number[]) =>
    ({
      Records: numbers.map((n) => ({ messageId: `m${n}`, body: JSON.stringify({ n }) })),
    }) as unknown as SQSEvent;

  it('a queue worker: one line for the whole batch, also for what failed after it was measured', async () => {
    const lines = await linesOf(() => worker(batch(1, 13, 2), contextOf()));
    expect(lines.map((line) => readMetrics(line).metrics.Cups?.values)).toEqual([[16]]);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ message: 'metrics', level: 'INFO' });
  });

  it('a stream worker: also what was measured before a change failed', async () => {
    const stream = streamWorker(async ({ after }) => {
      measure(metrics, { Cups: Number(after?.n) });
      if (after?.n === 13) throw new Error('bad luck');
    });
    const changes = {
      Records: [1, 13, 2].map((n) => ({ dynamodb: { SequenceNumber: String(n), NewImage: { n: { N: String(n) } } } })),
    } as unknown as DynamoDBStreamEvent;
    const lines = await linesOf(() => stream(changes, contextOf()));
    expect(lines.map((line) => readMetrics(line).metrics.Cups?.values)).toEqual([[14]]);
  });

  it('a timed job, also one that failed', async () => {
    const job = timedJob(async () => {
      measure(metrics, { Cups: 4 });
      throw new Error('broken');
    });
    const lines = await linesOf(() => job({}, contextOf()).catch(() => undefined));
    expect(lines.map((line) => readMetrics(line).metrics.Cups?.values)).toEqual([[4]]);
  });
});
