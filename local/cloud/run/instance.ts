import { Worker } from 'node:worker_threads';
import { failed, type Outcome } from '../aws/lambda/outcome.ts';
import { handlerOf } from './environment.ts';
import type { FunctionSpec } from './functions.ts';
import type { Invocation, Reply, Setup } from './worker-messages.ts';
import { workerScript } from './worker-script.ts';

/** One running copy of a function: a thread that handles one event at a time. */
export type Instance = {
  readonly id: number;
  /** Runs one event; a timeout or a crash ends the instance and is told as a failed outcome. */
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Ends the thread at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  alive(): boolean;
};

export type InstanceOptions = {
  id: number;
  environment: Record<string, string>;
  shift: SharedArrayBuffer;
  /** How long loading the bundle may take (real time) before it counts against the function's own time-out. */
  initLimitMs: number;
  onOutput(text: string, source: 'stdout' | 'stderr'): void;
};

/** Without a cap V8 would let garbage grow to half of what AWS gives before it looks: too much for thirteen threads. */
const largestHeapMb = 256;
/** Node's exit code when nothing can settle what it waits for. */
const unsettledExit = 13;
const unsettled =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled.';
const largestResponse = 6_291_556;

/** Starts a thread for `spec`. The thread sees `environment` and nothing of this process's own. */
export function startInstance(spec: FunctionSpec, options: InstanceOptions): Instance {
  const setup: Setup = {
    bundle: spec.bundle,
    handler: handlerOf(spec),
    timeoutMs: spec.timeoutMs,
    instance: `${spec.name}.${options.id}`,
    shift: options.shift,
    project: import.meta.url,
  };
  const worker = new Worker(workerScript(), {
    workerData: setup,
    env: options.environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: Math.min(spec.memoryMb, largestHeapMb), maxYoungGenerationSizeMb: 4 },
    stdout: true,
    stderr: true,
    name: setup.instance,
  });
  worker.stdout.on('data', (chunk: Buffer) => options.onOutput(chunk.toString(), 'stdout'));
  worker.stderr.on('data', (chunk: Buffer) => options.onOutput(chunk.toString(), 'stderr'));

  let [alive, ready] = [true, false];
  let pending: { requestId: string; settle(outcome: Outcome): void } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const settle = (outcome: Outcome) => {
    clearTimeout(timer);
    const current = pending;
    pending = undefined;
    current?.settle(outcome);
  };
  /** Ends the current event for a reason that Lambda itself tells. */
  const fail = (errorType: string, why: string) =>
    settle(failed(errorType, `RequestId: ${pending?.requestId} Error: ${why}`));
  const limit = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      alive = false;
      fail('Sandbox.Timedout', `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`);
      void worker.terminate();
    }, ms);
  };

  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'ready') {
      ready = true;
      if (pending !== undefined) limit(spec.timeoutMs);
    } else if (reply.kind === 'failed') {
      if (reply.fatal) alive = false;
      settle({ ...reply.failure, ok: false });
    } else settle(answerOf(reply.result));
  });
  worker.on('error', (error) => {
    alive = false;
    const isMemory = Reflect.get(Object(error), 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
    options.onOutput(`${error instanceof Error ? error.stack : String(error)}\n`, 'stderr');
    if (isMemory) fail('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed');
    else fail('Runtime.ExitError', 'Runtime exited with error: exit status 1');
  });
  worker.on('exit', (code) => {
    alive = false;
    if (code === unsettledExit) return fail('Runtime.NodeJsExit', unsettled);
    const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
    fail('Runtime.ExitError', `Runtime exited ${how}`);
  });

  return {
    id: options.id,
    alive: () => alive,
    async kill() {
      alive = false;
      await worker.terminate();
    },
    invoke: (invocation) =>
      new Promise((resolve) => {
        pending = { requestId: invocation.requestId, settle: resolve };
        if (!alive) return fail('Runtime.ExitError', 'Runtime exited with error: exit status 1');
        limit(ready ? spec.timeoutMs : options.initLimitMs + spec.timeoutMs);
        worker.postMessage(invocation);
      }),
  };
}

function answerOf(result: string): Outcome {
  if (Buffer.byteLength(result) <= largestResponse) return { ok: true, result: JSON.parse(result) };
  const why = `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`;
  return failed('Function.ResponseSizeTooLarge', why);
}
