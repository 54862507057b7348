import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { emulated, refusedOf } from './emulated.ts';
import { localCredentials, onAws } from './target.ts';

/** Enough members for any request to be written; a refused operation never reads them. */
const anything = {
  ...Object.fromEntries(
    ['Bucket', 'Key', 'UploadId', 'Name', 'FunctionName', 'Qualifier', 'UUID', 'StatementId', 'LayerName', 'GroupName']
      .concat(['EventSourceArn', 'Resource', 'Id', 'CodeSigningConfigArn', 'CapacityProviderName', 'RenameSource'])
      .concat(['AnalyticsConfigurationId', 'CopySource', 'VersionId', 'RequestRoute', 'RequestToken', 'InvocationId'])
      .concat(['DurableExecutionArn', 'CallbackId', 'CheckpointToken'])
      .map((name) => [name, 'x']),
  ),
  ResourceArn: 'arn:aws:scheduler:me-south-1:000000000000:schedule/default/x',
  Arn: 'arn:aws:lambda:me-south-1:000000000000:layer:x:1',
  VersionNumber: 1,
  PartNumber: 1,
};

/** The SDK puts a name before the host of these, which an address has none of. */
const unreachable = ['WriteGetObjectResponse'];

/** The answer to a HEAD has no body to name an error in: there the status tells. */
function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status: unknown = Reflect.get(Object(Reflect.get(error, '$metadata')), 'httpStatusCode');
  return error.name === 'Unknown' && status === 501 ? 'NotImplemented' : error.name;
}

/** What each service says when it is asked for something that it does not do. */
const refusals = ['UnknownOperationException', 'InvalidAction', 'NotImplemented'];

if (!onAws)
  describe.each(Object.entries(emulated))('%s', (_, { start, sdk }) => {
    test('refuses every operation that it does not perform, by name', async () => {
      const ground = createGround();
      const service = await start(ground);
      onTestFinished(() => service.close());
      const { client, commands } = await sdk({
        endpoint: service.url,
        region: ground.region,
        credentials: localCredentials,
        maxAttempts: 1,
      });
      const refused = refusedOf(service, commands).filter(([name]) => !unreachable.includes(name));

      const answers: string[] = [];
      for (const [name, make] of refused) {
        const answer = await client.send(make(anything)).then(() => 'answered 200', refusalOf);
        if (!refusals.includes(answer)) answers.push(`${name}: ${answer}`);
      }

      expect(answers).toEqual([]);
    });

    test('names its operations as AWS does', async () => {
      const service = await start(createGround());
      onTestFinished(() => service.close());
      const { commands } = await sdk({ region: 'me-south-1', credentials: localCredentials });
      const own = ['PostObject'];
      expect(service.operations.filter((name) => !(name in commands) && !own.includes(name))).toEqual([]);
    });
  });

function createGround(): Ground {
  const dataDir = mkdtempSync(join(tmpdir(), 'ksa-refused-'));
  const clock = createClock();
  const db = new DatabaseSync(':memory:');
  onTestFinished(() => {
    clock.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { clock, db, gate: openGate, dataDir, region: 'me-south-1', account: '000000000000' };
}
