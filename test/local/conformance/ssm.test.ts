import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openKeyRing } from '#local/aws/kms/key-ring.ts';
import { startSsm } from '#local/aws/ssm.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startSsm);
let keyArn = '';

beforeAll(async () => {
  const { local, options } = target();
  const kms = new KMSClient(options);
  const made = local ? undefined : await kms.send(new CreateKeyCommand({}));
  keyArn = local ? openKeyRing(local.ground).create(crypto.randomUUID()) : (made?.KeyMetadata?.Arn ?? '');
});
afterAll(async () => {
  const { local, options } = target();
  if (!local)
    await new KMSClient(options).send(new ScheduleKeyDeletionCommand({ KeyId: keyArn, PendingWindowInDays: 7 }));
});

/** A path of its own, and parameters under it. */
function openPath() {
  const { local, options, unique } = target();
  const client = new SSMClient(options);
  const path = `/${unique('conformance')}`;
  const names: string[] = [];
  onTestFinished(async () => {
    for (const Name of local ? [] : new Set(names)) await client.send(new DeleteParameterCommand({ Name }));
    client.destroy();
  });
  return {
    client,
    path,
    async put(name: string, value: string, type: 'String' | 'StringList' | 'SecureString' = 'String') {
      const isSecret = type === 'SecureString';
      names.push(`${path}/${name}`);
      if (local) local.service.putParameter({ name: `${path}/${name}`, type, value, ...(isSecret && { keyArn }) });
      else {
        const sealed = isSecret ? { KeyId: keyArn } : {};
        const input = { Name: `${path}/${name}`, Type: type, Value: value, Overwrite: true, ...sealed };
        await client.send(new PutParameterCommand(input));
      }
    },
    get: (Name: string, more: object = {}) => client.send(new GetParameterCommand({ Name, ...more })),
    list: (more: object = {}) => client.send(new GetParametersByPathCommand({ Path: path, ...more })),
  };
}

test('a parameter is read by its name and by its ARN, with its version', async () => {
  const { path, put, get } = openPath();
  await put('city', 'الكويت');
  const { Parameter } = await get(`${path}/city`);
  expect(Parameter).toMatchObject({
    Name: `${path}/city`,
    Type: 'String',
    Value: 'الكويت',
    Version: 1,
    DataType: 'text',
    ARN: expect.stringMatching(new RegExp(`^arn:aws:ssm:[\\w-]+:\\d+:parameter${path}/city$`)),
    LastModifiedDate: expect.any(Date),
  });
  await put('city', 'حولي');
  expect((await get(Parameter?.ARN ?? '')).Parameter).toMatchObject({ Value: 'حولي', Version: 2 });
});

test('a missing parameter is not found', async () => {
  const { path, get } = openPath();
  const error = await get(`${path}/nothing`).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ParameterNotFound);
  expect(error).toMatchObject({ name: 'ParameterNotFound', $metadata: { httpStatusCode: 400 } });
});

test('a secure text comes sealed, and open only when that is asked for', async () => {
  const { path, put, get } = openPath();
  await put('token', 'سرّ', 'SecureString');
  const sealed = await get(`${path}/token`);
  expect(sealed.Parameter).toMatchObject({ Type: 'SecureString', Version: 1 });
  expect(sealed.Parameter?.Value).not.toContain('سرّ');
  expect((await get(`${path}/token`, { WithDecryption: true })).Parameter?.Value).toBe('سرّ');
});

test('several are read at once, and the missing ones are named', async () => {
  const { client, path, put } = openPath();
  await put('a', '1');
  await put('b', '1,2', 'StringList');
  const Names = [`${path}/a`, `${path}/b`, `${path}/c`];
  const { Parameters = [], InvalidParameters } = await client.send(new GetParametersCommand({ Names }));
  expect(new Set(Parameters.map(({ Value }) => Value))).toEqual(new Set(['1', '1,2']));
  expect(InvalidParameters).toEqual([`${path}/c`]);
});

test('more than ten names at once are refused', async () => {
  const { client, path } = openPath();
  const Names = Array.from({ length: 11 }, (_, n) => `${path}/${n}`);
  await expect(client.send(new GetParametersCommand({ Names }))).rejects.toMatchObject({
    name: 'ValidationException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a path gives what lies directly under it, or everything, page by page', async () => {
  const { put, list } = openPath();
  for (const name of ['a', 'b', 'c', 'deep/d']) await put(name, name);
  const flat = await list();
  expect(flat.Parameters?.map(({ Value }) => Value)).toEqual(['a', 'b', 'c']);
  expect(flat.NextToken).toBeUndefined();

  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await list({ Recursive: true, MaxResults: 3, NextToken });
    expect(page.Parameters?.length).toBeLessThanOrEqual(3);
    seen.push(...(page.Parameters ?? []).map(({ Value }) => Value));
    ({ NextToken } = page);
  } while (NextToken);
  expect(seen.sort()).toEqual(['a', 'b', 'c', 'deep/d']);
});

test('a path that does not begin with a slash and a page of more than ten are refused', async () => {
  const { list } = openPath();
  for (const input of [{ Path: 'conformance' }, { MaxResults: 11 }])
    await expect(list(input)).rejects.toMatchObject({ name: 'ValidationException' });
});
