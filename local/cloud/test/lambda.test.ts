import * as sdk from '@aws-sdk/client-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startLambda } from '#cloud/aws/lambda.ts';
import { AwsError } from '#cloud/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';
import { arnOf, job } from './run/temporary-function.ts';

/** Lambda in front of one function `job`, behind a gate that refuses these actions. */
async function start(denied: string[] = []) {
  const { gate, calls } = createStrictGate(denied, () => new AwsError('AccessDeniedException', 'no', 403));
  const ground = createGround({ gate });
  const workers = job('export const handler = (event) => event');
  const accepted: [string, unknown][] = [];
  const invokeAsync = (reference: string, event: unknown) => `id-${accepted.push([reference, event])}`;
  const has = (reference: string) => workers.spec(reference) !== undefined;
  const lambda = await startLambda(ground, { ...workers, has, invokeAsync });
  onTestFinished(lambda.close);
  const client = new sdk.LambdaClient({ endpoint: lambda.url, region: ground.region, maxAttempts: 1, credentials });
  const invoke = (input: Partial<sdk.InvokeCommandInput> = {}) =>
    client.send(new sdk.InvokeCommand({ FunctionName: 'job', ...input }));
  return { client, invoke, calls, accepted, workers, operations: lambda.operations };
}
const refused = (name: string, status: number, message: unknown = expect.any(String)) =>
  expect.objectContaining({ name, message, $metadata: expect.objectContaining({ httpStatusCode: status }) });

describe('the permission to invoke', () => {
  test.each([
    ['a name', 'job'],
    ['an ARN', arnOf('job')],
    ['an ARN with a version', `${arnOf('job')}:$LATEST`],
  ])('is asked for on the function’s ARN when it is called by %s', async (_, FunctionName) => {
    const { invoke, calls } = await start();
    await invoke({ FunctionName });
    expect(calls).toMatchObject([
      { accessKeyId: 'PublisherRole', action: 'lambda:InvokeFunction', resource: arnOf('job') },
    ]);
  });

  test.each(['RequestResponse', 'Event', 'DryRun'] as const)('without it nothing runs: %s', async (InvocationType) => {
    const { invoke, accepted, workers } = await start(['lambda:InvokeFunction']);
    await expect(invoke({ InvocationType })).rejects.toEqual(refused('AccessDeniedException', 403));
    expect([accepted, workers.state().job?.invocations]).toEqual([[], 0]);
  });

  test('hides which functions there are', async () => {
    const { invoke } = await start(['lambda:InvokeFunction']);
    await expect(invoke({ FunctionName: 'other' })).rejects.toEqual(refused('AccessDeniedException', 403));
  });
});

describe('what is not emulated is refused by name', () => {
  test.each([
    [{ LogType: 'Tail' as const }, 'LogType'],
    [{ ClientContext: 'e30=' }, 'client-context'],
    [{ TenantId: 'tenant' }, 'tenant-id'],
    [{ DurableExecutionName: 'run' }, 'durable-execution-name'],
  ])('%o', async (input, named) => {
    const { invoke } = await start();
    await expect(invoke(input)).rejects.toEqual(
      refused('InvalidParameterValueException', 400, expect.stringContaining(named)),
    );
  });

  test('every other operation', async () => {
    const { client, operations } = await start();
    const input = { FunctionName: 'job' };
    for (const call of [
      client.send(new sdk.GetFunctionCommand(input)),
      client.send(new sdk.ListFunctionsCommand({})),
      client.send(new sdk.InvokeWithResponseStreamCommand(input)),
    ])
      await expect(call).rejects.toEqual(refused('UnknownOperationException', 404));
    expect(operations).toEqual(['Invoke']);
  });
});

test('an event that nobody waits for is handed over, and named by its own request id', async () => {
  const { invoke, accepted } = await start();
  const { $metadata } = await invoke({ InvocationType: 'Event', Payload: '{"n":1}' });
  expect($metadata).toMatchObject({ httpStatusCode: 202, requestId: 'id-1' });
  expect(accepted).toEqual([[arnOf('job'), { n: 1 }]]);
});
