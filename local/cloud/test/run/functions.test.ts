import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { functionsOf } from '#cloud/run/functions.ts';
import { openApplication } from '#cloud/run/template.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:1' };

/** The functions of a template that holds one function with these properties, and whatever else is given. */
function read(properties: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const assembly = mkdtempSync(join(tmpdir(), 'ksa-assembly-'));
  onTestFinished(() => rmSync(assembly, { recursive: true, force: true }));
  mkdirSync(join(assembly, 'asset.job'));
  writeFileSync(join(assembly, 'asset.job/index.mjs'), 'export const handler = () => 1');
  const usual = { Runtime: 'nodejs24.x', Role: 'arn:aws:iam::000000000000:role/JobRole', Code: { S3Key: 'job.zip' } };
  const Job = { Type: 'AWS::Lambda::Function', Properties: { ...usual, FunctionName: 'ksa-job', ...properties } };
  return functionsOf(openApplication({ Service: { Resources: { Job, ...more } } }, place), assembly);
}
const variables = (Variables: Record<string, string>) => ({ Environment: { Variables } });
const configOf = (properties: Record<string, unknown>) => ({
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Job' }, Qualifier: '$LATEST', ...properties },
  },
});
const queue = 'arn:aws:sqs:me-south-1:000000000000:dead';

describe('functions of a template', () => {
  it('carry what the template says of them', () => {
    const [spec] = read({ Timeout: 20, MemorySize: 512, ...variables({ POWERTOOLS_SERVICE_NAME: 'job' }) });
    expect(spec).toMatchObject({
      name: 'job',
      arn: 'arn:aws:lambda:me-south-1:000000000000:function:ksa-job',
      role: 'JobRole',
      exportName: 'handler',
      timeoutMs: 20_000,
      memoryMb: 512,
      maxInstances: 2,
      reservedConcurrency: undefined,
    });
  });

  it.each([
    [5, 5],
    [50, 10],
    [0, 1],
  ])('with a reserved concurrency of %i have %i threads at most', (ReservedConcurrentExecutions, threads) => {
    const [spec] = read({ ReservedConcurrentExecutions });
    expect(spec).toMatchObject({ reservedConcurrency: ReservedConcurrentExecutions, maxInstances: threads });
  });

  it.each([
    ['another runtime', { Runtime: 'nodejs22.x' }, 'Runtime'],
    ['a property that would matter in AWS', { VpcConfig: { SubnetIds: ['a'] } }, 'VpcConfig'],
    ['another format of logs', { LoggingConfig: { LogFormat: 'JSON' } }, 'LogFormat'],
    ['a time-out that AWS does not know', { Timeout: 901 }, 'Timeout'],
    ['less memory than AWS gives', { MemorySize: 64 }, 'MemorySize'],
    ['a variable of Lambda itself', variables({ AWS_REGION: 'x', _HANDLER: 'y' }), 'AWS_REGION, _HANDLER'],
    ['more variables than fit', variables({ LONG: 'x'.repeat(4096) }), 'exceeded the 4KB limit'],
    ['code that is not there', { Code: { S3Key: 'gone.zip' } }, 'npm run build'],
  ])('with %s stop the start by name', (_, properties, named) => {
    expect(() => read(properties)).toThrow(named);
  });
});

describe('what becomes of events that nobody waits for', () => {
  it('is what AWS does where nothing is said', () => {
    expect(read({})[0]?.async).toEqual({ retries: 2, maxAgeMs: 21_600_000 });
  });

  it('is read from the function and its EventInvokeConfig', () => {
    const [spec] = read(
      { DeadLetterConfig: { TargetArn: queue } },
      configOf({
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: 60,
        DestinationConfig: {
          OnSuccess: { Destination: { 'Fn::GetAtt': ['Job', 'Arn'] } },
          OnFailure: { Destination: queue },
        },
      }),
    );
    const arn = 'arn:aws:lambda:me-south-1:000000000000:function:ksa-job';
    expect(spec?.async).toEqual({
      retries: 0,
      maxAgeMs: 60_000,
      deadLetterArn: queue,
      onSuccessArn: arn,
      onFailureArn: queue,
    });
  });

  it.each([
    ['an SNS topic', 'arn:aws:sns:me-south-1:000000000000:topic'],
    ['an event bus', 'arn:aws:events:me-south-1:000000000000:event-bus/default'],
    ['a FIFO queue', `${queue}.fifo`],
  ])('stops the start by name when it should go to %s', (_, Destination) => {
    expect(() => read({}, configOf({ DestinationConfig: { OnFailure: { Destination } } }))).toThrow(Destination);
    expect(() => read({ DeadLetterConfig: { TargetArn: Destination } })).toThrow(Destination);
  });
});
