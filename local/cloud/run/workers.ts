import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../aws/clock.ts';
import { eventProblem, failed, type Outcome, throttled } from '../aws/lambda/outcome.ts';
import { createFunctionClocks, type FunctionClocks } from './function-clocks.ts';
import { type FunctionSpec, parseReference } from './functions.ts';
import { type Instance, startInstance } from './instance.ts';
import type { Step } from './worker-messages.ts';

export type InvokeOptions = {
  /** @default a new one */
  requestId?: string;
  /** Waits for room instead of being throttled, as what polls queues and streams for Lambda does. */
  patient?: boolean;
};

/** All functions of the application and their running instances. Functions go by their short name, name or ARN. */
export type Workers = {
  names(): string[];
  spec(reference: string): FunctionSpec | undefined;
  /**
   * Runs a function once it has a free instance. What Lambda refuses (an unknown function, too large an event, no
   * concurrency left) is a failed outcome too.
   */
  invoke(reference: string, event: unknown, options?: InvokeOptions): Promise<Outcome>;
  /** The function whose role this is. */
  nameOf(role: string): string | undefined;
  /** The living thread behind an access key id or `x-local-function` header (`<name>.<number>`). */
  victim(caller: string): { name: string; kill(): Promise<void> } | undefined;
  /** What time each function believes it is. */
  clocks: Pick<FunctionClocks, 'skew' | 'skews' | 'clear'>;
  /** Invocations under way or waiting for an instance. */
  busy(): number;
  state(): Record<string, Counts & { instances: number; busy: number }>;
  stop(): Promise<void>;
};

type Counts = { invocations: number; failures: number; coldStarts: number; throttles: number };
type Kept = { instance: Instance; built: number };
type Pool = {
  spec: FunctionSpec;
  idle: Kept[];
  running: Map<number, Instance>;
  waiting: (() => void)[];
  counts: Counts;
};

export type WorkersOptions = {
  clock: Clock;
  logDir: string;
  /** The full environment of one instance. */
  environment(spec: FunctionSpec, instance: number): Record<string, string>;
  /** Steps at which the function's threads are to end themselves. */
  steps?(functionName: string): readonly Step[];
  /** Real time that Lambda gives a bundle to load, before the function's own time-out begins. @default 10 s */
  initLimitMs?: number;
  onError(line: string): void;
};

/** Prepares every function; a thread starts at a function's first event and stays for the next ones. */
export function createWorkers(specs: readonly FunctionSpec[], options: WorkersOptions): Workers {
  const { clock, initLimitMs = 10_000, steps = () => [] } = options;
  const pools = new Map<string, Pool>();
  for (const spec of specs) {
    const counts = { invocations: 0, failures: 0, coldStarts: 0, throttles: 0 };
    pools.set(spec.name, { spec, idle: [], running: new Map(), waiting: [], counts });
  }
  const clocks = createFunctionClocks(clock);
  mkdirSync(options.logDir, { recursive: true });
  // The time zone is the whole process's; a thread's own TZ means nothing to its dates. In Lambda it is UTC.
  process.env.TZ = 'UTC';
  let nextId = 1;
  let busy = 0;

  const poolOf = (reference: string) => {
    const { name, qualifier = '$LATEST' } = parseReference(reference);
    if (qualifier !== '$LATEST') return undefined;
    return pools.get(name) ?? [...pools.values()].find(({ spec }) => spec.arn.endsWith(`:${name}`));
  };
  const log = (name: string, text: string, source: 'stdout' | 'stderr') => {
    appendFileSync(join(options.logDir, `${name}.log`), text);
    for (const line of text.split('\n'))
      if (line !== '' && (source === 'stderr' || line.includes('"level":"ERROR"')))
        options.onError(`[${name}] ${line}`);
  };
  const start = ({ spec, counts }: Pool): Kept => {
    const id = nextId++;
    counts.coldStarts++;
    const instance = startInstance(spec, {
      id,
      shift: clocks.shiftOf(spec.name),
      initLimitMs,
      environment: options.environment(spec, id),
      onOutput: (text, source) => log(spec.name, text, source),
    });
    return { instance, built: builtAt(spec) };
  };

  const acquire = async (pool: Pool): Promise<Kept> => {
    while (pool.running.size >= pool.spec.maxInstances)
      await new Promise<void>((resolve) => pool.waiting.push(resolve));
    const chosen = takeIdle(pool) ?? start(pool);
    pool.running.set(chosen.instance.id, chosen.instance);
    return chosen;
  };

  /** Why an event is not even begun. */
  const refusal = ({ spec, running, waiting, counts }: Pool, event: string, patient: boolean): Outcome | undefined => {
    const tooLarge = eventProblem(event, 'RequestResponse');
    if (tooLarge !== undefined) return failed('RequestTooLargeException', tooLarge);
    const { reservedConcurrency = Number.POSITIVE_INFINITY } = spec;
    const hasRoom = running.size + waiting.length < reservedConcurrency;
    if (hasRoom || (patient && reservedConcurrency > 0)) return undefined;
    counts.throttles++;
    return failed(throttled, 'Rate Exceeded.');
  };

  const run = async (pool: Pool, reference: string, event: string, requestId: string): Promise<Outcome> => {
    const { spec, counts } = pool;
    const kept = await acquire(pool);
    try {
      const { qualifier } = parseReference(reference);
      const functionArn = qualifier === undefined ? spec.arn : `${spec.arn}:${qualifier}`;
      const outcome = await kept.instance.invoke({ requestId, functionArn, event, steps: steps(spec.name) });
      counts.invocations++;
      if (!outcome.ok) {
        counts.failures++;
        const { errorType, errorMessage, trace } = outcome;
        log(spec.name, `${requestId}\tERROR\t${errorType}: ${errorMessage}\n${trace}\n`, 'stderr');
      }
      return outcome;
    } finally {
      pool.running.delete(kept.instance.id);
      if (kept.instance.alive()) pool.idle.push(kept);
      pool.waiting.shift()?.();
    }
  };

  return {
    clocks,
    names: () => [...pools.keys()],
    spec: (reference) => poolOf(reference)?.spec,
    busy: () => busy,
    nameOf: (role) => specs.find((spec) => spec.role === role)?.name,
    victim(caller) {
      const id = Number(caller.split('.').at(-1));
      for (const { spec, running } of pools.values()) {
        const instance = running.get(id);
        if (instance?.alive()) return { name: spec.name, kill: instance.kill };
      }
      return undefined;
    },
    async invoke(reference, event, { requestId = randomUUID(), patient = false } = {}) {
      const pool = poolOf(reference);
      if (pool === undefined) return failed('ResourceNotFoundException', `Function not found: ${reference}`);
      const text = JSON.stringify(event ?? {});
      const notBegun = refusal(pool, text, patient);
      if (notBegun !== undefined) return notBegun;
      busy++;
      try {
        return await run(pool, reference, text, requestId);
      } catch (error) {
        // Not the function's doing: no thread could be had.
        options.onError(`[${pool.spec.name}] ${String(error)}`);
        return failed('ServiceException', String(error));
      } finally {
        busy--;
      }
    },
    state: () =>
      Object.fromEntries(
        [...pools].map(([name, { running, idle, counts }]) => [
          name,
          { instances: running.size + idle.length, busy: running.size, ...counts },
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
function takeIdle(pool: Pool): Kept | undefined {
  for (let kept = pool.idle.pop(); kept !== undefined; kept = pool.idle.pop()) {
    if (kept.instance.alive() && kept.built === builtAt(pool.spec)) return kept;
    void kept.instance.kill();
  }
  return undefined;
}

/** Changes when the bundle is rebuilt in place, so that the next event meets the new code. */
const builtAt = (spec: FunctionSpec) => statSync(spec.bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
