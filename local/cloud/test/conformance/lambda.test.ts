import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as sdk from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLambda } from '#cloud/aws/lambda.ts';
import type { Ground } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createAsyncInvocations } from '#cloud/run/async-invocations.ts';
import { environmentOf } from '#cloud/run/environment.ts';
import type { FunctionSpec } from '#cloud/run/functions.ts';
import { createWorkers } from '#cloud/run/workers.ts';
import { deadEndpoints } from '../run/temporary-function.ts';
import { conformanceTarget } from './target.ts';

/**
 * Against AWS (`CONFORMANCE=aws`) the functions are made with the role of `CONFORMANCE_LAMBDA_ROLE`, which needs nothing
 * but its trust in Lambda. Node 24 runs them there.
 */
const probe = `
  const ways = {
    echo: ({ value }) => value,
    nothing: () => undefined,
    context: (_, { getRemainingTimeInMillis, ...context }) => ({ left: getRemainingTimeInMillis(), ...context }),
    environment: () => ({ ...process.env }),
    throws: () => { throw new RangeError('no') },
    throwsText: () => { throw 'text' },
    exits: () => process.exit(7),
    circular: () => { const circle = {}; circle.self = circle; return circle },
    hangs: () => new Promise((done) => setTimeout(done, 60_000)),
    big: () => 'x'.repeat(6_291_556),
  };
  export const handler = async (event, context) => (event.way ? ways[event.way](event, context) : { event })`;

const functions: Record<'probe' | 'none', { reservedConcurrency?: number }> = {
  probe: {},
  none: { reservedConcurrency: 0 },
};

const target = conformanceTarget(startLocalLambda);
const client = () => new sdk.LambdaClient(target().options);
/** Functions in AWS, for clearing away. */
const made: string[] = [];
let name = '';

beforeAll(async () => {
  name = await createFunction('probe');
}, 60_000);
afterAll(async () => {
  for (const FunctionName of made) await client().send(new sdk.DeleteFunctionCommand({ FunctionName }));
});

/** Lambda on this machine with the same functions, an SQS for what is told on, and nothing else. */
async function startLocalLambda(ground: Ground) {
  const bundle = join(ground.dataDir, 'index.mjs');
  writeFileSync(bundle, probe);
  const specs = Object.entries(functions).map(([name, more]): FunctionSpec => {
    const arn = `arn:aws:lambda:${ground.region}:${ground.account}:function:${name}`;
    const limits = { timeoutMs: 1000, memoryMb: 128, maxInstances: 1 };
    return { name, arn, role: 'ProbeRole', bundle, exportName: 'handler', variables: {}, ...limits, ...more };
  });
  const { clock, dataDir, region } = ground;
  const workers = createWorkers(specs, {
    clock,
    logDir: join(dataDir, 'logs'),
    environment: (spec, instance) =>
      environmentOf(spec, instance, { endpoints: deadEndpoints, region, dataDir, now: clock.now() }),
    onError: () => {},
  });
  const sqs = await startSqs(ground);
  const events = createAsyncInvocations({ ground, workers, sqs, keeper: { permits: () => true }, say: () => {} });
  events.start();
  const has = (reference: string) => workers.spec(reference) !== undefined;
  const lambda = await startLambda(ground, { ...workers, ...events, has });
  const close = async () => {
    events.stop();
    await Promise.all([workers.stop(), sqs.close(), lambda.close()]);
  };
  return { ...lambda, close };
}

/** Invokes the probe and reads what comes back. */
async function invoke(payload: unknown, more: Partial<sdk.InvokeCommandInput> = {}) {
  const Payload = payload === undefined ? {} : { Payload: JSON.stringify(payload) };
  const input = { FunctionName: name, ...Payload, ...more };
  const answer = await client().send(new sdk.InvokeCommand(input));
  const { StatusCode, FunctionError, ExecutedVersion } = answer;
  const text = answer.Payload?.transformToString() ?? '';
  return { StatusCode, FunctionError, ExecutedVersion, payload: text === '' ? undefined : JSON.parse(text) };
}
const refused = (errorName: string, status: number) =>
  expect.objectContaining({ name: errorName, $metadata: expect.objectContaining({ httpStatusCode: status }) });
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'it went well',
    (error: unknown) => error,
  );

describe('Invoke and its answer', () => {
  test('gives the result as JSON, with the version that ran', async () => {
    const value = { text: 'سلام 🌙', list: [1, null, true] };
    const answer = await invoke({ way: 'echo', value });
    expect(answer).toEqual({ StatusCode: 200, FunctionError: undefined, ExecutedVersion: '$LATEST', payload: value });
  });

  test('gives null when the function returns nothing', async () => {
    expect(await invoke({ way: 'nothing' })).toMatchObject({ StatusCode: 200, payload: null });
  });

  test('hands the function an empty object when nothing is sent', async () => {
    expect((await invoke(undefined)).payload).toEqual({ event: {} });
  });

  test.each([
    ['throws', { errorType: 'RangeError', errorMessage: 'no', trace: expect.arrayContaining(['RangeError: no']) }],
    ['throwsText', { errorType: 'string', errorMessage: 'text', trace: [] }],
    ['exits', { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 7') }],
    ['circular', { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' }],
    [
      'hangs',
      { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') },
    ],
    [
      'big',
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    ],
  ])('of a function that fails (%s) is 200 with the error as payload', async (way, error) => {
    const answer = await invoke({ way });
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', payload: error });
  });

  test('names the request by the id that the function sees', async () => {
    const { $metadata, Payload } = await client().send(
      new sdk.InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ way: 'context' }) }),
    );
    const context = JSON.parse(Payload?.transformToString() ?? '');
    expect(context).toMatchObject({
      awsRequestId: $metadata.requestId,
      functionName: name,
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      invokedFunctionArn: expect.stringMatching(new RegExp(`^arn:aws:lambda:[^:]+:\\d{12}:function:${name}$`)),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect(context.left).toBeGreaterThan(0);
    expect(context.left).toBeLessThanOrEqual(1000);
  });

  test('the function has Lambda’s environment', async () => {
    const { payload } = await invoke({ way: 'environment' });
    expect(payload).toMatchObject({
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ACCESS_KEY_ID: expect.any(String),
      AWS_SESSION_TOKEN: expect.any(String),
      LAMBDA_TASK_ROOT: expect.any(String),
      TZ: ':UTC',
    });
  });
});

describe('Invoke finds its function', () => {
  test('by name, ARN and partial ARN, also with $LATEST', async () => {
    const arn = (await invoke({ way: 'context' })).payload.invokedFunctionArn;
    const account = arn.split(':')[4];
    for (const FunctionName of [arn, `${account}:${name}`, `${account}:function:${name}`])
      expect((await invoke({ way: 'context' }, { FunctionName })).payload.invokedFunctionArn).toBe(arn);
    const versioned = await invoke({ way: 'context' }, { Qualifier: '$LATEST' });
    expect(versioned.payload.invokedFunctionArn).toBe(`${arn}:$LATEST`);
  });

  test.each([{ FunctionName: 'no-such-function' }, { Qualifier: '99' }])('and refuses %o', async (input) => {
    const error = await errorOf(invoke({}, input));
    expect(error).toEqual(refused('ResourceNotFoundException', 404));
    expect(error).toBeInstanceOf(sdk.ResourceNotFoundException);
  });
});

describe('Invoke in its other ways', () => {
  test('DryRun runs nothing', async () => {
    expect(await invoke({ way: 'throws' }, { InvocationType: 'DryRun' })).toMatchObject({
      StatusCode: 204,
      payload: undefined,
    });
  });

  test('Event is accepted before it runs, whatever becomes of it', async () => {
    const answer = await invoke({ way: 'throws' }, { InvocationType: 'Event' });
    expect(answer).toMatchObject({ StatusCode: 202, FunctionError: undefined, payload: undefined });
  });
});

describe('Invoke refuses', () => {
  test.each(['{', 'not JSON', '\u00ff'])('a payload that is not JSON: %s', async (text) => {
    const Payload = text === '\u00ff' ? Buffer.from([0x22, 0xff, 0x22]) : Buffer.from(text);
    expect(await errorOf(invoke(undefined, { Payload }))).toEqual(refused('InvalidRequestContentException', 400));
  });

  test('more than 6 MB to wait for, and more than 1 MB otherwise', async () => {
    const [tooLarge, over1Mb] = ['x'.repeat(6_291_456), 'x'.repeat(1_048_576)];
    expect(await errorOf(invoke(tooLarge))).toEqual(refused('RequestTooLargeException', 413));
    const spaces = Buffer.from(`${' '.repeat(6_291_456)}1`);
    expect(await errorOf(invoke(undefined, { Payload: spaces }))).toEqual(refused('RequestTooLargeException', 413));
    expect(await errorOf(invoke(over1Mb, { InvocationType: 'Event' }))).toEqual(
      refused('RequestTooLargeException', 413),
    );
    expect(await invoke({ way: 'echo', value: over1Mb.length, padding: over1Mb })).toMatchObject({
      payload: 1_048_576,
    });
  });

  test('a function whose reserved concurrency is used up, with the reason', async () => {
    const FunctionName = await createFunction('none');
    const error = await errorOf(invoke({}, { FunctionName }));
    expect(error).toEqual(refused('TooManyRequestsException', 429));
    expect(error).toMatchObject({ Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' });
    expect(await invoke({}, { FunctionName, InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 });
  }, 60_000);
});

/** Makes a function of one second and 128 MB; its name is given back. */
async function createFunction(kind: keyof typeof functions): Promise<string> {
  if (target().local !== undefined) return kind;
  const FunctionName = target().unique(kind);
  const settings = { FunctionName, Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 1 } as const;
  const Code = { ZipFile: zipOf('index.mjs', probe) };
  await client().send(
    new sdk.CreateFunctionCommand({ ...settings, Code, Role: process.env.CONFORMANCE_LAMBDA_ROLE ?? '' }),
  );
  made.push(FunctionName);
  await sdk.waitUntilFunctionActiveV2({ client: client(), maxWaitTime: 60 }, { FunctionName });
  const ReservedConcurrentExecutions = functions[kind].reservedConcurrency;
  if (ReservedConcurrentExecutions !== undefined)
    await client().send(new sdk.PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  return FunctionName;
}

/** A zip archive with one uncompressed file. */
function zipOf(path: string, text: string): Buffer {
  const [file, content] = [Buffer.from(path), Buffer.from(text)];
  const numbers = (format: [size: 2 | 4, value: number][]) =>
    Buffer.concat(
      format.map(([size, value]) => {
        const bytes = Buffer.alloc(size);
        bytes.writeUIntLE(value, 0, size);
        return bytes;
      }),
    );
  const sizes: [4, number][] = [
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
  ];
  // Version 2.0, no flags, stored, 1 January 1980.
  const facts = numbers([[2, 20], [2, 0], [2, 0], [2, 0], [2, 33], ...sizes, [2, file.length], [2, 0]]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, file, content]);
  // Readable by everybody: Lambda's own user must be able to load it.
  const rest = numbers([
    [2, 0],
    [2, 0],
    [2, 0],
    [4, (0o100644 << 16) >>> 0],
    [4, 0],
  ]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), numbers([[2, 0x0314]]), facts, rest, file]);
  const end = numbers([
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, central.length],
    [4, local.length],
    [2, 0],
  ]);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
