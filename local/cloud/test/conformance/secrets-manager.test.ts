import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { startSecretsManager } from '#cloud/aws/secrets-manager.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startSecretsManager);

/** A secret that had another text before, and how to read it. */
async function openSecret() {
  const { local, options, unique } = target();
  const client = new SecretsManagerClient(options);
  const Name = unique('conformance');
  const made = local ? undefined : await client.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
  const arn = local?.service.putSecret(Name, 'first') ?? made?.ARN ?? '';
  if (local) local.service.putSecret(Name, 'second: سرّ');
  else await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: 'second: سرّ' }));
  onTestFinished(async () => {
    if (!local) await client.send(new DeleteSecretCommand({ SecretId: arn, ForceDeleteWithoutRecovery: true }));
    client.destroy();
  });
  const get = (SecretId: string, more: object = {}) => client.send(new GetSecretValueCommand({ SecretId, ...more }));
  return { name: Name, arn, get };
}

const rejected = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome : { reason: 'none' }));

test('a secret is read by its name, its ARN and its ARN without the random ending', async () => {
  const { name, arn, get } = await openSecret();
  expect(arn).toMatch(/:secret:conformance-[\w-]+-\w{6}$/);
  for (const id of [name, arn, arn.replace(/-\w{6}$/, '')])
    expect(await get(id)).toMatchObject({
      ARN: arn,
      Name: name,
      SecretString: 'second: سرّ',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Date),
    });
});

test('the text before the last change is the previous version, and each version is read by its id', async () => {
  const { name, get } = await openSecret();
  const previous = await get(name, { VersionStage: 'AWSPREVIOUS' });
  expect(previous).toMatchObject({ SecretString: 'first', VersionStages: ['AWSPREVIOUS'] });
  expect(await get(name, { VersionId: previous.VersionId })).toMatchObject({ SecretString: 'first' });
  const current = await get(name, { VersionStage: 'AWSCURRENT' });
  expect(current.VersionId).not.toBe(previous.VersionId);
});

test('a secret, a stage and a version that do not exist are not found', async () => {
  const { name, get } = await openSecret();
  const attempts = [
    get(target().unique('nothing')),
    get(name, { VersionStage: 'NOBODYS' }),
    get(name, { VersionId: crypto.randomUUID() }),
  ];
  for (const { reason: error } of rejected(await Promise.allSettled(attempts))) {
    expect(error).toBeInstanceOf(ResourceNotFoundException);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Secrets Manager can't find the specified secret/),
      $metadata: { httpStatusCode: 400 },
    });
  }
});
