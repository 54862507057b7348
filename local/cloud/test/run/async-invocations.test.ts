import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Ground, listen } from '#cloud/aws/service.ts';
import { type Sqs, startSqs } from '#cloud/aws/sqs.ts';
import { settle } from '#cloud/run/activity.ts';
import { createAsyncInvocations } from '#cloud/run/async-invocations.ts';
import type { AsyncSettings } from '#cloud/run/async-settings.ts';
import type { FunctionSpec } from '#cloud/run/functions.ts';
import { createGround } from '../ground.ts';
import { arnOf, temporaryFunction, temporaryWorkers } from './temporary-function.ts';

const queueArn = (name: string) => `arn:aws:sqs:me-south-1:000000000000:${name}`;
const settings = (more: Partial<AsyncSettings>): AsyncSettings => ({ retries: 2, maxAgeMs: 6 * 3_600_000, ...more });

/** Writes each attempt's event and time to its own file, then fails while the event says so. */
const attempts = `import { appendFileSync } from 'node:fs';
  export const handler = async (event, { awsRequestId }) => {
    appendFileSync(import.meta.dirname + '/attempts', JSON.stringify({ event, id: awsRequestId, at: Date.now() }) + '\\n');
    if (event.fails) throw new RangeError(event.fails);
    return { got: event } }`;

type Options = { ground?: Ground; permits?: (role: string, who: string, action: string, resource: string) => boolean };

/** Lambda's asynchronous side with an SQS beside it, on one clock. */
async function start(specs: FunctionSpec[], { ground = createGround(), permits = () => true }: Options = {}) {
  const sqs = await startSqs(ground);
  for (const name of ['dead', 'failed', 'done']) sqs.createQueue({ name });
  const workers = temporaryWorkers(specs, { clock: ground.clock });
  const asked: string[] = [];
  const keeper = {
    permits: (...question: Parameters<typeof permits>) => {
      asked.push(question.join(' '));
      return permits(...question);
    },
  };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const events = createAsyncInvocations({ ground, workers, sqs, keeper, say });
  events.start();
  const quiet = () => settle(() => workers.busy() === 0 && events.idle());
  ground.clock.settleWith(quiet);
  onTestFinished(async () => {
    events.stop();
    await sqs.close();
  });
  return { ...events, ground, sqs, asked, said, quiet, clock: ground.clock, workers };
}

type Attempt = { event: unknown; id: string; at: number };
const attemptsOf = (spec: FunctionSpec): Attempt[] =>
  readFileSync(join(spec.bundle, '../attempts'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const messages = (sqs: Sqs, name: string) => sqs.receive(queueArn(name), 10);

describe('an event that nobody waits for', () => {
  it('is run once when all goes well, under the request id that its sender got', async () => {
    const spec = temporaryFunction(attempts);
    const lambda = await start([spec]);
    const id = lambda.invokeAsync('job', { n: 1 });
    expect(lambda.idle()).toBe(false);
    await lambda.clock.advance(3_600_000);
    expect(attemptsOf(spec)).toMatchObject([{ event: { n: 1 }, id }]);
    expect(lambda.waiting()).toEqual([]);
  });

  it('is tried again after one minute and then after two, under the same request id', async () => {
    const spec = temporaryFunction(attempts);
    const lambda = await start([spec]);
    const id = lambda.invokeAsync(arnOf('job'), { fails: 'always' });
    await lambda.quiet();
    expect(lambda.waiting()).toMatchObject([{ id, function: 'job', attempts: 1 }]);
    await lambda.clock.advance(3_600_000);
    const tried = attemptsOf(spec);
    const pauses = tried.slice(1).map(({ at }, index) => (at - (tried[index]?.at ?? 0)) / 1000);
    expect(tried.map((attempt) => attempt.id)).toEqual([id, id, id]);
    expect(pauses.map(Math.round)).toEqual([60, 120]);
    expect(lambda.waiting()).toEqual([]);
  });

  it.each([0, 1])('is retried only %i times where its function says so', async (retries) => {
    const spec = temporaryFunction(attempts, { async: settings({ retries }) });
    const lambda = await start([spec]);
    lambda.invokeAsync('job', { fails: 'always' });
    await lambda.clock.advance(3_600_000);
    expect(attemptsOf(spec)).toHaveLength(1 + retries);
  });

  it('is given up when it grows too old before its next attempt', async () => {
    const spec = temporaryFunction(attempts, {
      async: settings({ maxAgeMs: 90_000, onFailureArn: queueArn('failed') }),
    });
    const lambda = await start([spec]);
    lambda.invokeAsync('job', { fails: 'always' });
    await lambda.clock.advance(80_000);
    expect(messages(lambda.sqs, 'failed')).toEqual([]);
    await lambda.clock.advance(10_000);
    expect(attemptsOf(spec)).toHaveLength(2);
    expect(messages(lambda.sqs, 'failed').map(({ body }) => JSON.parse(body))).toMatchObject([
      { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } },
    ]);
  });

  it('outlives the process: what was under way or due is run by the next one', async () => {
    const spec = temporaryFunction(attempts);
    const first = await start([spec]);
    first.invokeAsync('job', { fails: 'at first' });
    await first.quiet();
    // Accepted and cut off before anything could begin.
    const id = first.invokeAsync('job', { n: 2 });
    first.stop();
    const second = await start([spec], { ground: first.ground });
    await second.quiet();
    expect(attemptsOf(spec).map(({ event }) => event)).toEqual([{ fails: 'at first' }, { n: 2 }]);
    expect(attemptsOf(spec).at(-1)?.id).toBe(id);
    await second.clock.advance(60_000);
    expect(attemptsOf(spec).map(({ event }) => event)).toEqual([
      { fails: 'at first' },
      { n: 2 },
      { fails: 'at first' },
    ]);
  });

  it('is begun anew when the local cloud stops in the middle: that was no attempt', async () => {
    const outside = Promise.withResolvers<void>();
    const server = await listen(async () => {
      outside.resolve();
      await new Promise(() => {});
    });
    onTestFinished(server.close);
    const code = `import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async () => {
        const mark = import.meta.dirname + '/begun';
        if (existsSync(mark)) return 'done';
        writeFileSync(mark, '');
        await fetch('${server.url}') }`;
    const async = settings({ retries: 0, onSuccessArn: queueArn('done'), onFailureArn: queueArn('failed') });
    const spec = temporaryFunction(code, { async });
    const first = await start([spec]);
    first.invokeAsync('job', {});
    await outside.promise;
    first.stop();
    await first.workers.stop();
    const second = await start([spec], { ground: first.ground });
    await second.quiet();
    expect([messages(second.sqs, 'failed').length, messages(second.sqs, 'done').length]).toEqual([0, 1]);
  });

  it('is refused when there is no such function or it is over 1 MB', async () => {
    const lambda = await start([temporaryFunction(attempts)]);
    expect(() => lambda.invokeAsync('other', {})).toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException', status: 404 }),
    );
    expect(() => lambda.invokeAsync('job', 'x'.repeat(1_048_575))).toThrow(
      expect.objectContaining({ name: 'RequestTooLargeException', status: 413 }),
    );
    expect(lambda.waiting()).toEqual([]);
  });
});

describe('an event without room to run', () => {
  it('waits with growing pauses, which are no attempts, until there is room', async () => {
    const code = `import { existsSync, writeFileSync } from 'node:fs';
      export const handler = () => { const mark = import.meta.dirname + '/ran'; const again = existsSync(mark); writeFileSync(mark, ''); return again }`;
    const spec = temporaryFunction(code, { reservedConcurrency: 1, maxInstances: 1 });
    const lambda = await start([spec]);
    const [one, two] = [lambda.invokeAsync('job', {}), lambda.invokeAsync('job', {})];
    await lambda.quiet();
    expect(lambda.waiting()).toMatchObject([{ id: two, attempts: 0 }]);
    expect(one).not.toBe(two);
    await lambda.clock.advance(1000);
    expect(lambda.waiting()).toEqual([]);
    expect(lambda.workers.state().job).toMatchObject({ invocations: 2, failures: 0, throttles: 1 });
  });

  it('goes to the dead-letter queue at once when the function may never run', async () => {
    const spec = temporaryFunction(attempts, {
      reservedConcurrency: 0,
      maxInstances: 0,
      async: settings({ deadLetterArn: queueArn('dead') }),
    });
    const lambda = await start([spec]);
    lambda.invokeAsync('job', { n: 1 });
    await lambda.quiet();
    expect(lambda.waiting()).toEqual([]);
    expect(messages(lambda.sqs, 'dead')).toMatchObject([
      {
        body: '{"n":1}',
        messageAttributes: { ErrorCode: { stringValue: '429' }, ErrorMessage: { stringValue: 'Rate Exceeded.' } },
      },
    ]);
  });
});

describe('what is told on', () => {
  it('the bare event to the dead-letter queue, with request id, code and message as attributes', async () => {
    const spec = temporaryFunction(attempts, { async: settings({ deadLetterArn: queueArn('dead') }) });
    const lambda = await start([spec]);
    const id = lambda.invokeAsync('job', { fails: 'é'.repeat(600) });
    await lambda.clock.advance(3_600_000);
    const [message, ...rest] = messages(lambda.sqs, 'dead');
    expect(rest).toEqual([]);
    expect(message?.body).toBe(JSON.stringify({ fails: 'é'.repeat(600) }));
    expect(message?.messageAttributes).toEqual({
      RequestID: { dataType: 'String', stringValue: id },
      ErrorCode: { dataType: 'Number', stringValue: '200' },
      ErrorMessage: { dataType: 'String', stringValue: 'é'.repeat(512) },
    });
    expect(lambda.asked).toEqual([`JobRole job sqs:SendMessage ${queueArn('dead')}`]);
  });

  it('a record of a failure to its destination, beside the dead-letter queue', async () => {
    const async = settings({ deadLetterArn: queueArn('dead'), onFailureArn: queueArn('failed') });
    const lambda = await start([temporaryFunction(attempts, { async: { ...async, onSuccessArn: queueArn('done') } })]);
    const id = lambda.invokeAsync('job', { fails: 'no' });
    await lambda.clock.advance(3_600_000);
    const bodies = messages(lambda.sqs, 'failed').map(({ body }) => JSON.parse(body));
    expect(bodies).toEqual([
      {
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestContext: {
          requestId: id,
          functionArn: `${arnOf('job')}:$LATEST`,
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: { fails: 'no' },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: {
          errorType: 'RangeError',
          errorMessage: 'no',
          trace: expect.arrayContaining(['RangeError: no']),
        },
      },
    ]);
    expect(messages(lambda.sqs, 'dead')).toHaveLength(1);
    expect(messages(lambda.sqs, 'done')).toEqual([]);
  });

  it('a record of a success to another function', async () => {
    const listener = temporaryFunction(attempts, { name: 'listener' });
    const spec = temporaryFunction(attempts, { async: settings({ onSuccessArn: arnOf('listener') }) });
    const lambda = await start([spec, listener]);
    lambda.invokeAsync('job', { n: 1 });
    await lambda.quiet();
    expect(attemptsOf(listener)).toMatchObject([
      {
        event: {
          requestContext: { condition: 'Success', approximateInvokeCount: 1 },
          responseContext: { statusCode: 200 },
          responsePayload: { got: { n: 1 } },
        },
      },
    ]);
    expect(lambda.asked).toEqual([`JobRole job lambda:InvokeFunction ${arnOf('listener')}`]);
  });

  it('is lost when it does not fit into a message, which is said', async () => {
    const code = 'export const handler = () => "x".repeat(1_048_576)';
    const spec = temporaryFunction(code, { async: settings({ onSuccessArn: queueArn('done') }) });
    const lambda = await start([spec]);
    lambda.invokeAsync('job', {});
    await lambda.quiet();
    expect(messages(lambda.sqs, 'done')).toEqual([]);
    expect(lambda.waiting()).toEqual([]);
    expect(lambda.said).toEqual([expect.stringContaining(`LOST what job had for ${queueArn('done')}`)]);
  });

  it('nothing where the role of the function may not', async () => {
    const async = settings({ retries: 0, deadLetterArn: queueArn('dead'), onFailureArn: queueArn('failed') });
    const lambda = await start([temporaryFunction(attempts, { async })], { permits: () => false });
    lambda.invokeAsync('job', { fails: 'no' });
    await lambda.quiet();
    expect([...messages(lambda.sqs, 'dead'), ...messages(lambda.sqs, 'failed')]).toEqual([]);
    expect(lambda.waiting()).toEqual([]);
  });
});
