import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '#cloud/aws/service.ts';
import { arnOf, job, temporaryFunction, temporaryWorkers } from './temporary-function.ts';

/** A local server that tells who called it, and answers when `reply` is called. */
async function startOutside() {
  const arrived = Promise.withResolvers<string>();
  const reply = Promise.withResolvers<void>();
  const server = await listen(async (request, response) => {
    arrived.resolve(String(request.headers['x-local-function']));
    await reply.promise;
    response.end();
  });
  onTestFinished(async () => {
    reply.resolve();
    await server.close();
  });
  return { url: server.url, arrived: arrived.promise, reply: reply.resolve };
}

describe('function workers', () => {
  it('keep an instance between events and never give it two at once', async () => {
    const code = `let n = 0, open = 0; export const handler = async () => {
      if (open++ > 0) throw new Error('two at once'); n++; await new Promise((r) => setTimeout(r, 20)); open--; return n }`;
    const running = job(code, { maxInstances: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => running.invoke('job', {})));
    expect(outcomes.map((outcome) => outcome.ok && outcome.result)).toEqual([1, 2, 3]);
  });

  it('see the local clock in every way of asking for the time, also after it was pushed forward', async () => {
    const code = `export const handler = () => [Date.now(), new Date().getTime(), Date.parse(Date()),
      new Date(5).getTime(), new Date() instanceof Date]`;
    const running = job(code);
    await running.invoke('job', {});
    await running.clock.advance(86_400_000);
    const outcome = await running.invoke('job', {});
    const [now, made, spoken, fixed, isDate] = outcome.ok
      ? (outcome.result as [number, number, number, number, boolean])
      : [];
    for (const seen of [now, made, spoken]) expect(Math.abs((seen ?? 0) - running.clock.now())).toBeLessThan(3000);
    expect([fixed, isDate]).toEqual([5, true]);
  });

  it('give the function its event and the context of Lambda', async () => {
    const running = job(
      `export const handler = (event, context) => {
        const left = context.getRemainingTimeInMillis();
        return { event, inTime: left > 0 && left <= 5000, trace: process.env._X_AMZN_TRACE_ID === context.xRayTraceId,
          context: JSON.parse(JSON.stringify({ ...context, xRayTraceId: undefined })) } }`,
      {},
      {
        environment: () => ({
          AWS_LAMBDA_FUNCTION_NAME: 'job',
          AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
          AWS_LAMBDA_LOG_GROUP_NAME: '/logs/job',
          AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
        }),
      },
    );
    const outcome = await running.invoke(arnOf('job'), { a: 1 }, { requestId: '1-2' });
    const context = {
      awsRequestId: '1-2',
      functionName: 'job',
      functionVersion: '$LATEST',
      invokedFunctionArn: arnOf('job'),
      memoryLimitInMB: '128',
      logGroupName: '/logs/job',
      logStreamName: 'stream',
    };
    expect(outcome).toEqual({ ok: true, result: { event: { a: 1 }, inTime: true, trace: true, context } });
  });

  it.each([
    ['job', arnOf('job')],
    [arnOf('job'), arnOf('job')],
    [`${arnOf('job')}:$LATEST`, `${arnOf('job')}:$LATEST`],
    ['000000000000:function:job', arnOf('job')],
  ])('find a function by %s and tell it how it was called', async (reference, arn) => {
    const running = job('export const handler = (event, { invokedFunctionArn }) => invokedFunctionArn');
    expect(await running.invoke(reference, {})).toEqual({ ok: true, result: arn });
  });

  it.each(['other', `${arnOf('job')}:7`])('know no function %s', async (reference) => {
    const outcome = await job('export const handler = () => 1').invoke(reference, {});
    expect(outcome).toMatchObject({ ok: false, errorType: 'ResourceNotFoundException' });
  });

  it('tell when no thread can be had, and are not stuck by it', async () => {
    let isBroken = true;
    const environment = () => {
      if (isBroken) throw new Error('no address of S3');
      return {};
    };
    const running = job('export const handler = () => 1', { maxInstances: 1 }, { environment });
    expect(await running.invoke('job', {})).toMatchObject({ ok: false, errorType: 'ServiceException' });
    isBroken = false;
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 1 });
    expect(running.busy()).toBe(0);
  });

  it('live in UTC, wherever the laptop is', async () => {
    vi.stubEnv('TZ', 'Asia/Kuwait');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(new Date(0).getHours()).toBe(3);
    const running = job('export const handler = () => [new Date(0).getHours(), new Date().getTimezoneOffset()]');
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: [0, 0] });
  });

  it('mark their calls to local servers with their own name and number, and can be killed in the middle of one', async () => {
    const outside = await startOutside();
    const running = job(`export const handler = async () => { await fetch('${outside.url}') }`);
    const outcome = running.invoke('job', {});
    const caller = await outside.arrived;
    expect(caller).toBe('job.1');
    await running.victim(caller)?.kill();
    expect(await outcome).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
  });

  it('count the starts of threads: one for many events after each other', async () => {
    const running = job('export const handler = () => 1');
    for (let n = 0; n < 3; n++) await running.invoke('job', {});
    expect(running.state().job).toEqual({
      instances: 1,
      busy: 0,
      invocations: 3,
      failures: 0,
      coldStarts: 1,
      throttles: 0,
    });
  });

  it('run new code for the next event after a rebuild; what is under way ends with the code it began with', async () => {
    const outside = await startOutside();
    const spec = temporaryFunction(
      `export const handler = async ({ wait }) => { if (wait) await fetch('${outside.url}'); return 'old' }`,
    );
    const running = temporaryWorkers([spec]);
    const underWay = running.invoke('job', { wait: true });
    await outside.arrived;
    writeFileSync(spec.bundle, 'export const handler = () => "new code"');
    expect(await running.invoke('job', {})).toMatchObject({ result: 'new code' });
    outside.reply();
    expect(await underWay).toMatchObject({ result: 'old' });
    expect(await Promise.all([running.invoke('job', {}), running.invoke('job', {})])).toMatchObject([
      { result: 'new code' },
      { result: 'new code' },
    ]);
  });
});

describe('concurrency', () => {
  const throttled = { ok: false, errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' };

  it('that is reserved throttles what is more, and is free again afterwards', async () => {
    const outside = await startOutside();
    const code = `export const handler = async () => { await fetch('${outside.url}'); return 'done' }`;
    const running = job(code, { reservedConcurrency: 1, maxInstances: 1 });
    const first = running.invoke('job', {});
    expect(await running.invoke('job', {})).toMatchObject(throttled);
    const patient = running.invoke('job', {}, { patient: true });
    outside.reply();
    expect(await Promise.all([first, patient])).toEqual([
      { ok: true, result: 'done' },
      { ok: true, result: 'done' },
    ]);
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'done' });
    expect(running.state().job).toMatchObject({ throttles: 1, coldStarts: 1 });
  });

  it('of zero throttles everybody, the patient too, and starts nothing', async () => {
    const running = job('export const handler = () => 1', { reservedConcurrency: 0, maxInstances: 0 });
    expect(await running.invoke('job', {})).toMatchObject(throttled);
    expect(await running.invoke('job', {}, { patient: true })).toMatchObject(throttled);
    expect(running.state().job).toMatchObject({ throttles: 2, coldStarts: 0 });
  });
});
