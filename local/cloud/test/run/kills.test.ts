import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKills, KillOrder } from '#cloud/run/kills.ts';
import { temporaryFunction, temporaryWorkers } from './temporary-function.ts';

/** Leaves a file at each step; `logs` is what it writes in between. */
const code = `import { writeFileSync } from 'node:fs';
  const reach = (step) => writeFileSync(import.meta.dirname + '/' + step, '');
  export const handler = async ({ logs = [] }) => {
    reach('begun');
    try { for (const line of logs) { process.stdout.write(JSON.stringify({ level: 'INFO', message: line }) + '\\n'); reach('after ' + line) } }
    finally { reach('finally') }
    return 'done' }`;

function start(name = 'job') {
  const kills = createKills(() => undefined);
  const spec = temporaryFunction(code, { name });
  const workers = temporaryWorkers([spec], { steps: kills.steps });
  const reached = (step: string) => existsSync(join(spec.bundle, '..', step));
  const order = (at: string, times = 1) => kills.order('job', KillOrder.parse({ at, times }));
  return { kills, order, reached, workers, run: (logs: string[] = []) => workers.invoke(name, { logs }) };
}
const killed = expect.objectContaining({ ok: false, errorType: 'Runtime.ExitError' });
const done = { ok: true, result: 'done' };

describe('a function ordered to die at a step of its own', () => {
  it('`log:<text>`: at the line that holds the text, before anything after it', async () => {
    const { order, reached, run } = start();
    order('log:claimed');
    expect(await run(['read', 'claimed the target', 'published'])).toEqual(killed);
    expect(['begun', 'after read', 'after claimed the target', 'finally'].map(reached)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await run(['claimed the target'])).toEqual(done);
  });

  it('`start`: before the handler runs', async () => {
    const { order, reached, run } = start();
    order('start');
    expect(await run()).toEqual(killed);
    expect(reached('begun')).toBe(false);
    expect(await run()).toEqual(done);
  });

  it('`end`: after it has returned, before its answer counts', async () => {
    const { order, reached, run } = start();
    order('end');
    expect(await run()).toEqual(killed);
    expect(reached('finally')).toBe(true);
  });

  it('also when it writes with the console', async () => {
    const kills = createKills(() => undefined);
    const workers = temporaryWorkers([temporaryFunction('export const handler = () => console.log("step two")')], {
      steps: kills.steps,
    });
    kills.order('job', KillOrder.parse({ at: 'log:step two' }));
    expect(await workers.invoke('job', {})).toEqual(killed);
  });

  it('as often as ordered, over all its threads together; the open rest is shown and can be called off', async () => {
    const { kills, order, run } = start();
    order('log:x', 3);
    const outcomes = await Promise.all([run(['x']), run(['x'])]);
    expect(outcomes).toEqual([killed, killed]);
    expect(kills.open()).toEqual([{ function: 'job', at: 'log:x', when: 'at', times: 1 }]);
    kills.clear();
    expect(kills.open()).toEqual([]);
    expect(await run(['x'])).toEqual(done);
  });

  it('while other functions reach the same step unharmed', async () => {
    const { kills, run } = start('other');
    kills.order('job', KillOrder.parse({ at: 'start' }));
    expect(await run()).toEqual(done);
  });

  it('has no before and after there', () => {
    expect(() => KillOrder.parse({ at: 'log:x', when: 'after' })).toThrow('A step has no before and after');
  });
});
