import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../aws/clock.ts';
import type { FunctionSpec } from './functions.ts';
import { type Instance, startInstance } from './instance.ts';
import type { Outcome } from './worker-messages.ts';

/** All functions of the application and their running instances. */
export type Workers = {
  names(): string[];
  spec(nameOrArn: string): FunctionSpec | undefined;
  /** Runs a function once it has a free instance. Unknown names fail by name. */
  invoke(nameOrArn: string, event: unknown): Promise<Outcome>;
  /** The function and instance behind an access key id or `x-local-function` header (`<name>.<number>`). */
  instance(caller: string): { name: string; role: string; instance: Instance } | undefined;
  /** Invocations under way or waiting for an instance. */
  busy(): number;
  state(): Record<string, { instances: number; busy: number; invocations: number; failures: number }>;
  stop(): Promise<void>;
};

type Pool = {
  spec: FunctionSpec;
  idle: { instance: Instance; built: number }[];
  running: Map<number, Instance>;
  waiting: (() => void)[];
  invocations: number;
  failures: number;
};

export type WorkersOptions = {
  clock: Clock;
  logDir: string;
  /** The full environment of one instance. */
  environment(spec: FunctionSpec, instance: number): Record<string, string>;
  onError(line: string): void;
};

/** Prepares every function; a thread starts at a function's first event and stays for the next ones. */
export function createWorkers(specs: readonly FunctionSpec[], options: WorkersOptions): Workers {
  const pools = new Map<string, Pool>();
  for (const spec of specs)
    pools.set(spec.name, { spec, idle: [], running: new Map(), waiting: [], invocations: 0, failures: 0 });
  const shift = new SharedArrayBuffer(8);
  const mirrorClock = (offset: number) => void Atomics.store(new BigInt64Array(shift), 0, BigInt(Math.round(offset)));
  mirrorClock(options.clock.offset());
  options.clock.onShift(mirrorClock);
  mkdirSync(options.logDir, { recursive: true });
  let nextId = 1;
  let busy = 0;

  const poolOf = (nameOrArn: string) =>
    pools.get(nameOrArn) ??
    [...pools.values()].find(({ spec }) => spec.arn.endsWith(`:${nameOrArn.split(':').at(-1)}`));
  const start = (pool: Pool) => {
    const id = nextId++;
    const instance = startInstance(pool.spec, {
      id,
      shift,
      environment: options.environment(pool.spec, id),
      onOutput: (text, source) => log(pool.spec.name, text, source),
    });
    return { instance, built: builtAt(pool.spec) };
  };
  const log = (name: string, text: string, source: 'stdout' | 'stderr') => {
    appendFileSync(join(options.logDir, `${name}.log`), text);
    for (const line of text.split('\n'))
      if (line !== '' && (source === 'stderr' || line.includes('"level":"ERROR"')))
        options.onError(`[${name}] ${line}`);
  };

  const acquire = async (pool: Pool): Promise<{ instance: Instance; built: number }> => {
    while (pool.running.size >= pool.spec.maxInstances)
      await new Promise<void>((resolve) => pool.waiting.push(resolve));
    const chosen = takeIdle(pool) ?? start(pool);
    pool.running.set(chosen.instance.id, chosen.instance);
    return chosen;
  };

  return {
    names: () => [...pools.keys()],
    spec: (nameOrArn) => poolOf(nameOrArn)?.spec,
    busy: () => busy,
    instance(caller) {
      const id = Number(caller.split('.').at(-1));
      for (const { spec, running } of pools.values()) {
        const instance = running.get(id);
        if (instance !== undefined) return { name: spec.name, role: spec.role, instance };
      }
      return undefined;
    },
    async invoke(nameOrArn, event) {
      const pool = poolOf(nameOrArn);
      if (pool === undefined)
        return {
          ok: false,
          errorType: 'ResourceNotFoundException',
          errorMessage: `No function ${nameOrArn}`,
          trace: '',
        };
      busy++;
      const kept = await acquire(pool);
      try {
        const outcome = await kept.instance.invoke(event);
        pool.invocations++;
        if (!outcome.ok) {
          pool.failures++;
          log(pool.spec.name, `${outcome.errorType}: ${outcome.errorMessage}\n${outcome.trace}\n`, 'stderr');
        }
        return outcome;
      } finally {
        busy--;
        pool.running.delete(kept.instance.id);
        if (kept.instance.alive()) pool.idle.push(kept);
        pool.waiting.shift()?.();
      }
    },
    state: () =>
      Object.fromEntries(
        [...pools].map(([name, { running, idle, invocations, failures }]) => [
          name,
          { instances: running.size + idle.length, busy: running.size, invocations, failures },
        ]),
      ),
    async stop() {
      const all = [...pools.values()].flatMap(({ idle, running }) => [
        ...idle.map((kept) => kept.instance),
        ...running.values(),
      ]);
      await Promise.all(all.map((instance) => instance.kill()));
    },
  };
}

/** An instance from before that still runs today's code; outdated ones are ended. */
function takeIdle(pool: Pool): Pool['idle'][number] | undefined {
  for (let kept = pool.idle.pop(); kept !== undefined; kept = pool.idle.pop()) {
    if (kept.instance.alive() && kept.built === builtAt(pool.spec)) return kept;
    void kept.instance.kill();
  }
  return undefined;
}

/** Changes when the bundle is rebuilt in place, so that the next event meets the new code. */
const builtAt = (spec: FunctionSpec) => statSync(spec.bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
