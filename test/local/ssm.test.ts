import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { openKeyRing } from '#local/aws/kms/key-ring.ts';
import { AwsError, type Ground } from '#local/aws/service.ts';
import { startSsm } from '#local/aws/ssm.ts';
import { createParameters } from '#local/run/resources/parameters.ts';
import { openApplication } from '#local/run/template.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

async function setUp(ground: Ground = createGround()) {
  const ssm = await startSsm(ground);
  const client = new SSMClient({ region: ground.region, credentials, endpoint: ssm.url, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await ssm.close();
  });
  const get = (Name: string, more: object = {}) => client.send(new GetParameterCommand({ Name, ...more }));
  return { ssm, client, get };
}

test("the template's parameters are there under their names, and only a changed value is a new version", async () => {
  const ground = createGround();
  const { ssm, get } = await setUp(ground);
  const place = { region: ground.region, account: ground.account, sqsUrl: '' };
  const parameter = (Value: string) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Name: '/a', Value },
  });
  const create = (value: string) =>
    createParameters(openApplication({ Data: { Resources: { One: parameter(value) } } }, place), ssm);

  for (const value of ['first', 'first', 'second']) create(value);

  expect((await get('/a')).Parameter).toMatchObject({ Value: 'second', Version: 2 });
});

test('what would be ignored is refused by name', async () => {
  const { client } = await setUp();
  const put = client.send(new PutParameterCommand({ Name: '/a', Value: 'x' }));
  await expect(put).rejects.toMatchObject({ name: 'UnknownOperationException' });
  const filtered = new GetParametersByPathCommand({
    Path: '/',
    ParameterFilters: [{ Key: 'Type', Values: ['String'] }],
  });
  await expect(client.send(filtered)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('ParameterFilters'),
  });
});

test('opening a secure text needs the permission on its key, with the parameter as context', async () => {
  const { gate, calls } = createStrictGate(['kms:Decrypt'], () => new AwsError('AccessDeniedException', 'no'));
  const ground = createGround({ gate });
  const { ssm, get } = await setUp(ground);
  const keyArn = openKeyRing(ground).create('key');
  ssm.putParameter({ name: '/token', type: 'SecureString', value: 'x', keyArn });

  expect((await get('/token')).Parameter?.Type).toBe('SecureString');
  await expect(get('/token', { WithDecryption: true })).rejects.toMatchObject({ name: 'AccessDeniedException' });

  const arn = 'arn:aws:ssm:me-south-1:000000000000:parameter/token';
  expect(calls.at(-1)).toMatchObject({
    action: 'kms:Decrypt',
    resource: keyArn,
    context: { 'kms:EncryptionContext:PARAMETER_ARN': arn },
  });
  expect(calls.map(({ action, resource }) => `${action} ${resource}`)).toContain(`ssm:GetParameter ${arn}`);
});

test('a secure text under a disabled key stays closed', async () => {
  const ground = createGround();
  const { ssm, get } = await setUp(ground);
  const ring = openKeyRing(ground);
  const keyArn = ring.create('key');
  ssm.putParameter({ name: '/token', type: 'SecureString', value: 'x', keyArn });
  ring.enable(ring.find(keyArn), false);
  await expect(get('/token', { WithDecryption: true })).rejects.toMatchObject({ name: 'InvalidKeyId' });
});
