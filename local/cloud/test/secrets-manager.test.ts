import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from 'vitest';
import { startSecretsManager } from '#cloud/aws/secrets-manager.ts';
import { AwsError, type Ground } from '#cloud/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(ground: Ground = createGround()) {
  const secrets = await startSecretsManager(ground);
  const client = new SecretsManagerClient({
    region: ground.region,
    credentials,
    endpoint: secrets.url,
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await secrets.close();
  };
  open.push(close);
  const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
  return { secrets, client, get, close };
}

test('a secret given under an ARN of the template keeps that ARN and its version over a restart', async () => {
  const ground = createGround();
  const arn = 'arn:aws:secretsmanager:me-south-1:000000000000:secret:ksa-signing-abc123';
  const first = await setUp(ground);
  expect(first.secrets.hasSecret(arn)).toBe(false);
  first.secrets.putSecret(arn, 'kept');
  const { VersionId } = await first.get(arn);
  await first.close();
  const second = await setUp(ground);
  expect(second.secrets.hasSecret(arn)).toBe(true);
  expect(second.secrets.putSecret(arn, 'kept')).toBe(arn);
  expect(await second.get('ksa-signing')).toMatchObject({ ARN: arn, SecretString: 'kept', VersionId });
});

test('a missing secret, a missing grant and an unknown operation are three different refusals', async () => {
  const refuse = ({ resource }: { resource: string }) => new AwsError('AccessDeniedException', resource);
  const { client, get } = await setUp();
  await expect(get('nothing')).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  const { gate } = createStrictGate(['secretsmanager:GetSecretValue'], refuse);
  const strict = await setUp(createGround({ gate }));
  const arn = strict.secrets.putSecret('signing', 'x');
  await expect(strict.get('signing')).rejects.toMatchObject({ name: 'AccessDeniedException', message: arn });
});

test('a secret that was made without a value is known, and has none until somebody puts one', async () => {
  const { secrets, get } = await setUp();
  const arn = 'arn:aws:secretsmanager:me-south-1:000000000000:secret:Empty-abc123';
  secrets.declareSecret(arn);
  expect(secrets.hasSecret(arn)).toBe(false);
  await expect(get(arn)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT.",
  });
  secrets.putSecret(arn, 'filled in');
  expect(await get(arn)).toMatchObject({ ARN: arn, SecretString: 'filled in' });
});
