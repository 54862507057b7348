import { channel } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, Invocation, Reply, Setup } from './worker-messages.ts';

/**
 * What runs inside each function's thread: it makes the thread look like a Lambda runtime (shifted clock, one event at
 * a time, JSON in and out), then loads the synthesised bundle and answers invocations.
 *
 * It starts with every instance, so it imports nothing but Node itself, and trusts messages of its own process.
 */
const setup: Setup = workerData;
const realNow = Date.now.bind(Date);

shiftDate();
markOutgoingCalls();
resolveNativePackages();

const port = parentPort;
if (port === null) throw new Error('worker-entry runs only as a worker thread');
const answer = (reply: Reply) => port.postMessage(reply);
const handler = await loadHandler();
port.on('message', (message: Invocation) => void run(message));
answer({ kind: 'ready' });

async function run({ id, requestId, event, deadline }: Invocation): Promise<void> {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: `/aws/lambda/${setup.functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(deadline - realNow(), 0),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    answer({ kind: 'done', id, result: JSON.stringify(result ?? null) });
  } catch (error) {
    answer({ kind: 'failed', id, ...describe(error) });
  }
}

async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const module: unknown = await import(pathToFileURL(setup.bundle).href);
  const found: unknown = Reflect.get(Object(module), setup.exportName);
  if (typeof found !== 'function') throw new Error(`${setup.bundle} exports no function ${setup.exportName}`);
  return (event, context) => Reflect.apply(found, undefined, [event, context]);
}

/** Functions see the local clock: `Date` alone is shifted, timers stay real. */
function shiftDate(): void {
  const offset = new BigInt64Array(setup.shift);
  Date.now = () => realNow() + Number(Atomics.load(offset, 0));
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
    apply: () => new Date().toString(),
  });
}

/** Tells sandboxes which function instance calls, so that a kill can hit exactly that one. */
function markOutgoingCalls(): void {
  channel('undici:request:create').subscribe((message) => {
    const request: unknown = Reflect.get(Object(message), 'request');
    const { origin, addHeader } = Object(request);
    if (String(origin).startsWith('http://127.0.0.1') && typeof addHeader === 'function')
      Reflect.apply(addHeader, request, ['x-local-function', setup.instance]);
  });
}

/** Packages with native parts stay outside the bundles; here they come from this machine's installation. */
function resolveNativePackages(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      setup.nativePackages.includes(specifier)
        ? next(specifier, { ...context, parentURL: setup.project })
        : next(specifier, context),
  });
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: 'string', errorMessage: String(error), trace: '' };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack ?? '' };
}
