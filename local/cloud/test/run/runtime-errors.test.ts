import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { job, temporaryFunction, temporaryWorkers } from './temporary-function.ts';

const failure = (errorType: string, errorMessage: unknown = expect.any(String)) =>
  expect.objectContaining({ ok: false, errorType, errorMessage });
const withId = (text: string) => expect.stringMatching(new RegExp(`^RequestId: [0-9a-f-]{36} Error: ${text}$`));

describe('a function that cannot be loaded', () => {
  it.each([
    ['throws', 'throw new RangeError("no"); export const handler = () => 1', 'RangeError', 'no'],
    [
      'is not JavaScript',
      'export const handler = (',
      'Runtime.UserCodeSyntaxError',
      expect.stringMatching(/^SyntaxError/),
    ],
    [
      'requires a module that is not there',
      'import { createRequire } from "node:module"; createRequire(import.meta.url)("left-out"); export const handler = () => 1',
      'Runtime.ImportModuleError',
      expect.stringContaining("Cannot find module 'left-out'"),
    ],
    [
      'imports a package that is not there',
      'import "left-out"; export const handler = () => 1',
      'Error',
      expect.stringContaining("Cannot find package 'left-out'"),
    ],
    [
      'lacks the export',
      'export const other = 1',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    ['exports no function', 'export const handler = 5', 'Runtime.HandlerNotFound', 'index.handler is not a function'],
    [
      'takes a callback',
      'export const handler = (event, context, callback) => callback(null, 1)',
      'Runtime.CallbackHandlerDeprecated',
      expect.stringContaining('callback-based function handlers'),
    ],
    ['ends the process', 'process.exit(3)', 'Runtime.ExitError', withId('Runtime exited with error: exit status 3')],
    ['waits for ever', 'await new Promise(() => {})', 'Runtime.NodeJsExit', withId('.+')],
  ])('%s: told by the name that Lambda gives it', async (_, code, type, message) => {
    const outcome = await job(code).invoke('job', {});
    expect(outcome).toEqual(failure(type, message));
  });

  it('is loaded anew for the next event, as Lambda tries its start again', async () => {
    const running = job(`import { existsSync, writeFileSync } from 'node:fs';
      const mark = import.meta.filename + '.tried';
      if (!existsSync(mark)) { writeFileSync(mark, ''); throw new Error('not yet') }
      export const handler = () => 'up'`);
    expect(await running.invoke('job', {})).toEqual(failure('Error', 'not yet'));
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'up' });
    expect(running.state().job).toMatchObject({ coldStarts: 2, failures: 1 });
  });

  it('and hangs in its start is ended', async () => {
    const outcome = await job('for (;;);', { timeoutMs: 50 }, { initLimitMs: 50 }).invoke('job', {});
    expect(outcome).toEqual(failure('Sandbox.Timedout', withId('Task timed out after 0.05 seconds')));
  });

  it('whose bundle has vanished says which file is missing', async () => {
    const spec = temporaryFunction('export const handler = () => "up"');
    const running = temporaryWorkers([spec]);
    await running.invoke('job', {});
    rmSync(spec.bundle);
    expect(await running.invoke('job', {})).toEqual(
      failure('Runtime.ImportModuleError', expect.stringContaining(spec.bundle)),
    );
    writeFileSync(spec.bundle, 'export const handler = () => "back"');
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'back' });
  });
});

describe('a function that fails at work', () => {
  const broken = `
    const circle = {}; circle.self = circle;
    const ways = {
      throws: () => { throw new TypeError('no') },
      throwsText: () => { throw 'text' },
      rejectsLater: () => { Promise.reject(new Error('nobody listens')); return new Promise((done) => setTimeout(done, 1000)) },
      forgets: () => { Promise.reject(new Error('forgotten')); return 'fine' },
      throwsLater: () => { setImmediate(() => { throw new RangeError('from a timer') }); return new Promise((done) => setTimeout(done, 1000)) },
      exits: () => process.exit(7),
      exitsWell: () => process.exit(0),
      loops: () => { for (;;); },
      hangs: () => new Promise((done) => setTimeout(done, 60_000)),
      neverSettles: () => new Promise(() => {}),
      circular: () => circle,
      bigint: () => ({ n: 1n }),
      big: () => 'x'.repeat(6_291_556),
      eats: () => { const all = []; for (;;) all.push(new Array(100_000).fill(all.length)) },
    };
    export const handler = async ({ way }) => (way in ways ? ways[way]() : 'up')`;

  it.each([
    ['throws', 'TypeError', 'no'],
    ['throwsText', 'string', 'text'],
    ['rejectsLater', 'Runtime.UnhandledPromiseRejection', 'Error: nobody listens'],
    ['forgets', 'Runtime.UnhandledPromiseRejection', 'Error: forgotten'],
    ['throwsLater', 'RangeError', 'from a timer'],
    ['exits', 'Runtime.ExitError', withId('Runtime exited with error: exit status 7')],
    ['exitsWell', 'Runtime.ExitError', withId('Runtime exited without providing a reason')],
    ['loops', 'Sandbox.Timedout', withId('Task timed out after 0.40 seconds')],
    ['hangs', 'Sandbox.Timedout', withId('Task timed out after 0.40 seconds')],
    ['neverSettles', 'Runtime.NodeJsExit', withId('.+')],
    ['circular', 'Runtime.JSONStringifyError', 'Unable to stringify response body'],
    ['bigint', 'Runtime.JSONStringifyError', 'Unable to stringify response body'],
    [
      'big',
      'Function.ResponseSizeTooLarge',
      'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    ],
  ])('%s: %s, and the next event finds it up', async (way, type, message) => {
    const running = job(broken, { timeoutMs: 400 });
    expect(await running.invoke('job', { way })).toEqual(failure(type, message));
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'up' });
    expect(running.state().job).toMatchObject({ invocations: 2, failures: 1 });
  });

  it('has its time-out from the moment it is loaded on, not the longer one of its start', async () => {
    const began = performance.now();
    await job(broken, { timeoutMs: 100 }).invoke('job', { way: 'hangs' });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('uses more memory than it was given: killed', async () => {
    const running = job(broken, { timeoutMs: 20_000 });
    expect(await running.invoke('job', { way: 'eats' })).toEqual(
      failure('Runtime.OutOfMemory', withId('Runtime exited with error: signal: killed')),
    );
  });

  it('answers with nothing: null', async () => {
    const running = job('export const handler = () => {}');
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: null });
  });

  it('is refused an event over 6 MB', async () => {
    const outcome = await job('export const handler = () => 1').invoke('job', 'x'.repeat(6_291_455));
    expect(outcome).toEqual(
      failure(
        'RequestTooLargeException',
        '6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
      ),
    );
  });
});

describe('what a function writes', () => {
  it('carries time, request id and level; what goes to the output itself stays as it is', async () => {
    const running =
      job(`export const handler = () => { console.info('got %s', 'it', { a: 1 }); console.error(new Error('bad').message);
      process.stdout.write('{"level":"INFO"}\\n') }`);
    await running.invoke('job', {}, { requestId: '00000000-0000-4000-8000-000000000007' });
    const log = () => readFileSync(join(running.logs, 'job.log'), 'utf8');
    await expect.poll(log).toContain('{"level":"INFO"}\n');
    await expect.poll(log).toMatch(/^\S+Z\t00000000-0000-4000-8000-000000000007\tINFO\tgot it { a: 1 }$/m);
    await expect.poll(log).toMatch(/^\S+Z\t00000000-0000-4000-8000-000000000007\tERROR\tbad$/m);
  });
});
