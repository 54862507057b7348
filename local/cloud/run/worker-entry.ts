import { channel } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, Invocation, Reply, Setup, Step } from './worker-messages.ts';

/**
 * What runs inside each function's thread: it makes the thread look like Lambda's runtime for Node 24 (shifted clock,
 * one event at a time, JSON in and out, its names of errors), then loads the synthesised bundle and answers invocations.
 *
 * It starts with every instance, so it imports nothing but Node itself, and trusts messages of its own process.
 */
const setup: Setup = workerData;
const realNow = Date.now.bind(Date);
const { env } = process;
/** Native code: no bundle holds it, so it comes from this machine's installation. */
const nativePackages = ['sharp'];

const port = parentPort;
if (port === null) throw new Error('worker-entry runs only as a worker thread');
const answer = (reply: Reply) => port.postMessage(reply);

let requestId = '';
let steps: readonly Step[] = [];

shiftDate();
markOutgoingCalls();
resolveNativePackages();
watchOutput();
process.on('uncaughtException', (error) => collapse(describe(error), 129));
process.on('unhandledRejection', (reason) =>
  collapse({ ...describe(reason), errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason) }, 128),
);
// Nothing is left that could ever settle the handler's promise: the code with which Node ends then.
process.on('beforeExit', () => process.exit(13));

const handler = await loadHandler().catch((error: unknown) => collapse(describe(error), 1));
port.on('message', (message: Invocation) => void run(message));
answer({ kind: 'ready' });

async function run(invocation: Invocation): Promise<void> {
  ({ requestId, steps } = invocation);
  const deadline = realNow() + setup.timeoutMs;
  const hex = requestId.replaceAll('-', '');
  const trace = `Root=1-${hex.slice(0, 8)}-${hex.slice(8)};Parent=${hex.slice(0, 16)};Sampled=0`;
  env._X_AMZN_TRACE_ID = trace;
  const context = {
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: requestId,
    xRayTraceId: trace,
    getRemainingTimeInMillis: () => deadline - realNow(),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
  // While the handler works only its own doings keep the thread alive, so that a hopeless wait is noticed.
  port?.unref();
  try {
    reach('start');
    const result = stringify(await handler(JSON.parse(invocation.event), context));
    // As in Lambda's runtime: what the handler left behind and forgot has its chance to fail the event.
    await nextTurn();
    reach('end');
    answer({ kind: 'done', result });
  } catch (error) {
    reach('end');
    answer({ kind: 'failed', fatal: false, failure: describe(error) });
  }
  port?.ref();
}

function stringify(result: unknown): string {
  try {
    return JSON.stringify(result ?? null) ?? 'null';
  } catch {
    throw named('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
}

async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const found: unknown = Reflect.get(await loadModule(), setup.handler.split('.').at(-1) ?? '');
  if (typeof found !== 'function') {
    const why = found === undefined ? 'is undefined or not exported' : 'is not a function';
    throw named('Runtime.HandlerNotFound', `${setup.handler} ${why}`);
  }
  if (found.length >= 3)
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
    );
  return (event, context) => Reflect.apply(found, undefined, [event, context]);
}

async function loadModule(): Promise<object> {
  try {
    if (!existsSync(setup.bundle)) throw named('Error', `Cannot find module '${setup.bundle}'`, 'MODULE_NOT_FOUND');
    return Object(await import(pathToFileURL(setup.bundle).href));
  } catch (error) {
    if (error instanceof SyntaxError) throw named('Runtime.UserCodeSyntaxError', String(error));
    // Lambda's runtime knows this code alone: a package that an `import` does not find stays a plain Error.
    if (error instanceof Error && Reflect.get(error, 'code') === 'MODULE_NOT_FOUND')
      throw named('Runtime.ImportModuleError', String(error));
    throw error;
  }
}

function named(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name, code });
}

/** Ends the thread on a failure that no handler could answer for. */
function collapse(failure: Failure, code: number): never {
  answer({ kind: 'failed', fatal: true, failure });
  process.exit(code);
}

/** Ends the thread here and now if an order says so; nothing of the function runs after it, not even a `finally`. */
function reach(point: string): void {
  for (const { at, left } of steps) {
    const isMeant = at.startsWith('log:') ? point.startsWith('log:') && point.includes(at.slice(4)) : at === point;
    if (isMeant && Atomics.sub(new Int32Array(left), 0, 1) > 0) process.exit(1);
  }
}

/** Writes console lines as Lambda does, with time, request id and level, and watches for the step an order names. */
function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write;
    stream.write = (...args: unknown[]) => {
      if (steps.length > 0) reach(`log:${args[0]}`);
      return Reflect.apply(write, stream, args);
    };
  }
  const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' } as const;
  for (const [method, level] of Object.entries(levels)) {
    const stream = ['WARN', 'ERROR', 'TRACE'].includes(level) ? process.stderr : process.stdout;
    Object.assign(console, {
      [method]: (...parts: unknown[]) =>
        stream.write(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(...parts)}\n`),
    });
  }
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

function resolveNativePackages(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      nativePackages.includes(specifier)
        ? next(specifier, { ...context, parentURL: setup.project })
        : next(specifier, context),
  });
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: '' };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack ?? '' };
}
