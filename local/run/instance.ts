import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './functions.ts';
import type { Outcome, Reply, Setup } from './worker-messages.ts';
import { workerScript } from './worker-script.ts';

/** One running copy of a function: a thread that handles one event at a time. */
export type Instance = {
  readonly id: number;
  /** Runs one event; a timeout or a crash ends the instance and is told as a failed outcome. */
  invoke(event: unknown): Promise<Outcome>;
  /** Ends the thread at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  alive(): boolean;
};

export type InstanceOptions = {
  id: number;
  environment: Record<string, string>;
  shift: SharedArrayBuffer;
  onOutput(text: string, source: 'stdout' | 'stderr'): void;
};

const nativePackages = ['sharp'];
const largestHeapMb = 256;
const failed = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  errorType,
  errorMessage,
  trace: '',
});

/** Starts a thread for `spec`. The thread sees `environment` and nothing of this process's own. */
export function startInstance(spec: FunctionSpec, options: InstanceOptions): Instance {
  const setup: Setup = {
    bundle: spec.bundle,
    exportName: spec.exportName,
    functionName: spec.name,
    functionArn: spec.arn,
    instance: `${spec.name}.${options.id}`,
    memoryMb: spec.memoryMb,
    shift: options.shift,
    nativePackages,
    project: import.meta.url,
  };
  const worker = new Worker(workerScript(), {
    workerData: setup,
    env: options.environment,
    execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: Math.min(spec.memoryMb, largestHeapMb), maxYoungGenerationSizeMb: 8 },
    stdout: true,
    stderr: true,
    name: setup.instance,
  });
  worker.stdout.on('data', (chunk: Buffer) => options.onOutput(chunk.toString(), 'stdout'));
  worker.stderr.on('data', (chunk: Buffer) => options.onOutput(chunk.toString(), 'stderr'));

  let alive = true;
  let pending: { id: number; settle(outcome: Outcome): void } | undefined;
  let count = 0;
  const settle = (outcome: Outcome) => {
    const current = pending;
    pending = undefined;
    current?.settle(outcome);
  };
  const ready = Promise.withResolvers<void>();
  const end = (outcome: Outcome) => {
    alive = false;
    ready.resolve();
    settle(outcome);
  };
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'ready') ready.resolve();
    else if (reply.id === pending?.id)
      settle(reply.kind === 'done' ? { ok: true, result: JSON.parse(reply.result) } : { ...reply, ok: false });
  });
  worker.on('error', (error) => {
    options.onOutput(`${error instanceof Error ? error.stack : String(error)}\n`, 'stderr');
    end(failed('Runtime.Crash', error instanceof Error ? error.message : String(error)));
  });
  worker.on('exit', (code) => end(failed('Runtime.ExitError', `${setup.instance} ended (${code}) before it answered`)));

  return {
    id: options.id,
    alive: () => alive,
    async kill() {
      alive = false;
      await worker.terminate();
    },
    async invoke(event) {
      if (!alive) return failed('Runtime.ExitError', `${setup.instance} has ended`);
      const outcome = new Promise<Outcome>((resolve) => {
        pending = { id: ++count, settle: resolve };
      });
      // The thread's start is not counted against the function's own time, as in AWS.
      await ready.promise;
      if (pending === undefined) return outcome;
      const deadline = Date.now() + spec.timeoutMs;
      const timer = setTimeout(() => {
        alive = false;
        settle(failed('Sandbox.Timedout', `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`));
        void worker.terminate();
      }, spec.timeoutMs);
      worker.postMessage({ id: count, requestId: randomUUID(), event: JSON.stringify(event ?? {}), deadline });
      return outcome.finally(() => clearTimeout(timer));
    },
  };
}
