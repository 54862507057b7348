import {
  CreateGrantCommand,
  DecryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, expect, test } from 'vitest';
import { startKms } from '#cloud/aws/kms.ts';
import { AwsError, type Ground } from '#cloud/aws/service.ts';
import { keyEndpoints } from '#cloud/run/control/keys.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const id = '11111111-2222-3333-4444-555555555555';

async function setUp(ground: Ground = createGround()) {
  const kms = await startKms(ground);
  const client = new KMSClient({ region: ground.region, credentials, endpoint: kms.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await kms.close();
  };
  open.push(close);
  const arn = kms.createKey(id);
  const EncryptionContext = { clientId: 'cli_1', purpose: 'token' };
  const dataKey = (more: object = {}) =>
    client.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256', EncryptionContext, ...more }));
  const decrypt = (CiphertextBlob: Uint8Array | undefined, more: object = {}) =>
    client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...more }));
  return { kms, client, arn, dataKey, decrypt, close };
}

test('what was sealed before a rotation and a restart can still be opened, and a disabled key stays disabled', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  const { Plaintext, CiphertextBlob } = await first.dataKey();
  first.kms.rotateKey(first.arn);
  first.kms.enableKey(first.arn, false);
  await first.close();
  const second = await setUp(ground);
  await expect(second.decrypt(CiphertextBlob)).rejects.toMatchObject({ name: 'DisabledException' });
  second.kms.enableKey(second.arn, true);
  expect((await second.decrypt(CiphertextBlob)).Plaintext).toEqual(Plaintext);
});

test('operations that are not emulated are refused by name, and so are parameters that would be ignored', async () => {
  const { client, arn, dataKey, decrypt } = await setUp();
  const { CiphertextBlob } = await dataKey();
  const calls = [
    () => client.send(new ScheduleKeyDeletionCommand({ KeyId: arn })),
    () => client.send(new CreateGrantCommand({ KeyId: arn, GranteePrincipal: arn, Operations: ['Decrypt'] })),
    () => client.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: arn })),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ name: 'UnknownOperationException' });
  for (const more of [{ DryRun: true }, { GrantTokens: ['g'] }]) {
    const refusal = { name: 'ValidationException', message: expect.stringContaining(Object.keys(more)[0] ?? '') };
    await expect(dataKey(more)).rejects.toMatchObject(refusal);
    await expect(decrypt(CiphertextBlob, more)).rejects.toMatchObject(refusal);
  }
});

test('an order rotates a key, or switches it off and on, by its logical id, its id or its alias', async () => {
  const { kms, arn, dataKey } = await setUp();
  kms.createAlias('alias/tokens', arn);
  const orders = keyEndpoints({ kms, keyIds: { TokenKey: id } });
  const order = (path: string, name: string, body?: unknown) => orders[`POST /keys/${path}`]?.([name], body);

  expect(order('*/rotate', 'TokenKey')).toMatchObject({ arn, versions: 2, enabled: true });
  expect(order('*', 'alias/tokens', { enabled: false })).toMatchObject({ arn, enabled: false });
  await expect(dataKey()).rejects.toMatchObject({ name: 'DisabledException' });
  order('*', id, { enabled: true });
  expect((await dataKey()).KeyId).toBe(arn);
  expect(() => order('*/rotate', 'nobody')).toThrow(/does not exist/);
  expect(() => order('*', id, { enabled: true, also: 1 })).toThrow();
});

test('the gate hears the key and every entry of the encryption context', async () => {
  const refuse = () => new AwsError('AccessDeniedException', 'no');
  const { gate, calls } = createStrictGate(['kms:Decrypt'], refuse);
  const { dataKey, decrypt, arn } = await setUp(createGround({ gate }));
  const { CiphertextBlob } = await dataKey();
  expect(calls[0]).toEqual({
    accessKeyId: 'PublisherRole',
    action: 'kms:GenerateDataKey',
    resource: arn,
    context: { 'kms:EncryptionContext:clientId': 'cli_1', 'kms:EncryptionContext:purpose': 'token' },
  });
  await expect(decrypt(CiphertextBlob)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
