import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '#cloud/aws/service.ts';
import { type Sqs, startSqs } from '#cloud/aws/sqs.ts';
import { settle } from '#cloud/run/activity.ts';
import type { FunctionSpec } from '#cloud/run/functions.ts';
import { startQueueSource } from '#cloud/run/sources/queue-source.ts';
import { createGround } from '../ground.ts';
import { temporaryFunction, temporaryWorkers } from './temporary-function.ts';

const region = 'me-south-1';
const arn = (name: string) => `arn:aws:sqs:${region}:000000000000:${name}`;

/** A queue that feeds `job` one message at a time, with a dead-letter queue after two receives. */
async function start(code: string, overrides: Partial<FunctionSpec>) {
  const ground = createGround();
  const sqs = await startSqs(ground);
  sqs.createQueue({ name: 'dead' });
  sqs.createQueue({
    name: 'work',
    VisibilityTimeout: 30,
    RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 },
  });
  const workers = temporaryWorkers([temporaryFunction(code, overrides)], { clock: ground.clock });
  const source = startQueueSource(
    {
      ...{ id: 'Source', kind: 'queue', sourceArn: arn('work'), functionName: 'job', batchSize: 1, maxConcurrency: 5 },
      ...{ partialFailures: true, bisect: false, maxRetries: undefined, maxAgeMs: undefined, windowMs: 0 },
      ...{ startsAtTheBeginning: true, onFailureArn: undefined, filter: () => true },
    },
    { sqs, workers, clock: ground.clock, region },
  );
  ground.clock.settleWith(() => settle(() => workers.busy() === 0 && source.idle()));
  onTestFinished(async () => {
    source.stop();
    await sqs.close();
  });
  return { workers, sqs, clock: ground.clock };
}
const depth = (sqs: Sqs, name: string) => sqs.stats().find((queue) => queue.name === name)?.depth;

describe('a queue in front of a function', () => {
  it('whose concurrency others use up waits for room, and no message is counted as received twice', async () => {
    const reply = Promise.withResolvers<void>();
    const server = await listen(async (_, response) => {
      await reply.promise;
      response.end();
    });
    onTestFinished(server.close);
    const code = `const counts = []; export const handler = async (event) => {
      if (event.wait) await fetch('${server.url}');
      for (const { attributes } of event.Records ?? []) counts.push(attributes.ApproximateReceiveCount);
      return event.ask ? counts : undefined }`;
    const { workers, sqs, clock } = await start(code, { reservedConcurrency: 1, maxInstances: 1 });
    const other = workers.invoke('job', { wait: true });
    for (const body of ['1', '2', '3']) sqs.send(arn('work'), body);
    await expect.poll(() => depth(sqs, 'work')).toBeLessThan(3);
    reply.resolve();
    await other;
    await clock.advance(1000);
    expect(await workers.invoke('job', { ask: true })).toEqual({ ok: true, result: ['1', '1', '1'] });
    expect(workers.state().job).toMatchObject({ throttles: 0 });
  });

  it('that may never run gives its messages up after as many receives as the queue allows', async () => {
    const { workers, sqs, clock } = await start('export const handler = () => {}', { reservedConcurrency: 0 });
    sqs.send(arn('work'), '1');
    await clock.advance(120_000);
    expect([depth(sqs, 'work'), depth(sqs, 'dead')]).toEqual([0, 1]);
    expect(workers.state().job).toMatchObject({ invocations: 0, throttles: 2 });
  });
});
