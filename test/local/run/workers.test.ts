import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '#local/aws/clock.ts';
import { listen } from '#local/aws/service.ts';
import type { FunctionSpec } from '#local/run/functions.ts';
import { createWorkers, type Workers } from '#local/run/workers.ts';

let folder: string;
let workers: Workers | undefined;
const clock = createClock();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workers-'));
});
afterEach(async () => {
  await workers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts one function `job` from source text; its environment holds only `COLOUR`. */
function start(code: string, overrides: Partial<FunctionSpec> = {}): Workers {
  const bundle = join(folder, 'index.mjs');
  writeFileSync(bundle, code);
  const spec: FunctionSpec = {
    name: 'job',
    arn: 'arn:aws:lambda:me-south-1:000000000000:function:job',
    role: 'JobRole',
    bundle,
    exportName: 'handler',
    timeoutMs: 5000,
    memoryMb: 128,
    variables: {},
    maxInstances: 2,
    ...overrides,
  };
  workers = createWorkers([spec], {
    clock,
    logDir: join(folder, 'logs'),
    environment: () => ({ COLOUR: 'green' }),
    onError: () => {},
  });
  return workers;
}

describe('function workers', () => {
  it('give the function its event, its own environment and a Lambda context', async () => {
    const code = `export const handler = async (event, context) => ({ event, env: { ...process.env }, name: context.functionName,
      left: context.getRemainingTimeInMillis() > 0 })`;
    const outcome = await start(code).invoke('arn:aws:lambda:me-south-1:000000000000:function:job', { a: 1 });
    expect(outcome).toEqual({
      ok: true,
      result: { event: { a: 1 }, env: { COLOUR: 'green' }, name: 'job', left: true },
    });
  });

  it('keep an instance between events and never give it two at once', async () => {
    const code = `let n = 0, open = 0; export const handler = async () => {
      if (open++ > 0) throw new Error('two at once'); n++; await new Promise((r) => setTimeout(r, 20)); open--; return n }`;
    const running = start(code, { maxInstances: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => running.invoke('job', {})));
    expect(outcomes.map((outcome) => outcome.ok && outcome.result)).toEqual([1, 2, 3]);
  });

  it('tell an error by its type and message', async () => {
    const outcome = await start('export const handler = () => { throw new TypeError("no") }').invoke('job', {});
    expect(outcome).toMatchObject({ ok: false, errorType: 'TypeError', errorMessage: 'no' });
  });

  it('end a function that outlives its timeout, and the next event gets a fresh one', async () => {
    const running = start(
      'export const handler = (e) => (e.hang ? new Promise((r) => setTimeout(r, 60000)) : "fresh")',
      {
        timeoutMs: 150,
      },
    );
    expect(await running.invoke('job', { hang: true })).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout' });
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'fresh' });
  });

  it('count a crash as a failed invocation and recover', async () => {
    const running = start('export const handler = (e) => { if (e.crash) process.exit(7); return "up" }');
    expect(await running.invoke('job', { crash: true })).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(await running.invoke('job', {})).toEqual({ ok: true, result: 'up' });
    expect(running.state()).toMatchObject({ job: { invocations: 2, failures: 1 } });
  });

  it('tell a bundle that cannot be loaded', async () => {
    const outcome = await start('import "./missing.mjs"; export const handler = () => 1').invoke('job', {});
    expect(outcome).toMatchObject({ ok: false, errorMessage: expect.stringContaining('missing.mjs') });
  });

  it('see the local clock in every way of asking for the time, also after it was pushed forward', async () => {
    const code = `export const handler = () => [Date.now(), new Date().getTime(), Date.parse(Date()),
      new Date(5).getTime(), new Date() instanceof Date]`;
    const running = start(code);
    await running.invoke('job', {});
    await clock.advance(86_400_000);
    const outcome = await running.invoke('job', {});
    const [now, made, spoken, fixed, isDate] = outcome.ok
      ? (outcome.result as [number, number, number, number, boolean])
      : [];
    for (const seen of [now, made, spoken]) expect(Math.abs((seen ?? 0) - clock.now())).toBeLessThan(3000);
    expect([fixed, isDate]).toEqual([5, true]);
  });

  it('mark their calls to local servers with their own name and number', async () => {
    const seen: unknown[] = [];
    const server = await listen(async (request, response) => {
      seen.push(request.headers['x-local-function']);
      response.end();
    });
    await start(`export const handler = async () => { await fetch('${server.url}') }`).invoke('job', {});
    await server.close();
    expect(seen).toEqual(['job.1']);
  });

  it('can be killed in the middle of a call', async () => {
    let arrived: ((caller: string) => void) | undefined;
    const caller = new Promise<string>((resolve) => {
      arrived = resolve;
    });
    const server = await listen(async (request) => {
      arrived?.(String(request.headers['x-local-function']));
      await new Promise(() => {});
    });
    const running = start(`export const handler = async () => { await fetch('${server.url}') }`);
    const outcome = running.invoke('job', {});
    await running.instance(await caller)?.instance.kill();
    expect(await outcome).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    await server.close();
  });

  it('run new code after a rebuild', async () => {
    const running = start('export const handler = () => "old"');
    expect(await running.invoke('job', {})).toMatchObject({ result: 'old' });
    writeFileSync(join(folder, 'index.mjs'), 'export const handler = () => "new code"');
    expect(await running.invoke('job', {})).toMatchObject({ result: 'new code' });
  });

  it('write what the function prints to its log', async () => {
    const running = start(
      'export const handler = () => { console.log("printed"); return new Promise((r) => setTimeout(r, 50)) }',
    );
    await running.invoke('job', {});
    await expect.poll(() => readFileSync(join(folder, 'logs', 'job.log'), 'utf8')).toContain('printed');
  });
});
