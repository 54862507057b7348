import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, expect, test } from 'vitest';
import { startKms } from '#local/aws/kms.ts';
import { AwsError, type Ground } from '#local/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(ground: Ground = createGround()) {
  const kms = await startKms(ground);
  const client = new KMSClient({ region: ground.region, credentials, endpoint: kms.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await kms.close();
  };
  open.push(close);
  const arn = kms.createKey('11111111-2222-3333-4444-555555555555');
  const context = { clientId: 'cli_1', purpose: 'token' };
  const dataKey = () =>
    client.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256', EncryptionContext: context }));
  const decrypt = (CiphertextBlob: Uint8Array | undefined, EncryptionContext: Record<string, string> = context) =>
    client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  return { kms, client, arn, context, dataKey, decrypt, close };
}

test('a data key is opened again with the same context, in any order of its entries', async () => {
  const { dataKey, decrypt, arn } = await setUp();
  const { Plaintext, CiphertextBlob, KeyId } = await dataKey();
  expect(KeyId).toBe(arn);
  expect(Plaintext).toHaveLength(32);
  const opened = await decrypt(CiphertextBlob, { purpose: 'token', clientId: 'cli_1' });
  expect(opened.Plaintext).toEqual(Plaintext);
  expect(opened.KeyId).toBe(arn);
});

test('another context, a changed blob and noise cannot be opened', async () => {
  const { dataKey, decrypt } = await setUp();
  const { CiphertextBlob = new Uint8Array() } = await dataKey();
  await expect(decrypt(CiphertextBlob, { clientId: 'cli_2' })).rejects.toBeInstanceOf(InvalidCiphertextException);
  const changed = Uint8Array.from(CiphertextBlob, (byte, at) => (at === CiphertextBlob.length - 1 ? byte ^ 1 : byte));
  await expect(decrypt(changed)).rejects.toBeInstanceOf(InvalidCiphertextException);
  await expect(decrypt(new Uint8Array([1, 2, 3]))).rejects.toBeInstanceOf(InvalidCiphertextException);
});

test('what was sealed before a rotation and a restart can still be opened', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  const { Plaintext, CiphertextBlob } = await first.dataKey();
  first.kms.rotateKey(first.arn);
  await first.close();
  const second = await setUp(ground);
  expect((await second.decrypt(CiphertextBlob)).Plaintext).toEqual(Plaintext);
});

test('small texts are sealed under a key found by its alias', async () => {
  const { kms, client, arn } = await setUp();
  kms.createAlias('alias/ksa', arn);
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/ksa', Plaintext: Buffer.from('سر') }),
  );
  const { Plaintext = new Uint8Array() } = await client.send(new DecryptCommand({ KeyId: arn, CiphertextBlob }));
  expect(Buffer.from(Plaintext).toString()).toBe('سر');
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn }));
  expect(KeyMetadata).toMatchObject({ Arn: arn, KeyState: 'Enabled' });
});

test('unknown keys, the wrong key and unknown operations are refused by name', async () => {
  const { kms, client, dataKey, context } = await setUp();
  const other = kms.createKey('other');
  const { CiphertextBlob } = await dataKey();
  const wrong = new DecryptCommand({ KeyId: other, CiphertextBlob, EncryptionContext: context });
  await expect(client.send(wrong)).rejects.toBeInstanceOf(IncorrectKeyException);
  await expect(client.send(new DescribeKeyCommand({ KeyId: 'nobody' }))).rejects.toBeInstanceOf(NotFoundException);
  await expect(client.send(new ScheduleKeyDeletionCommand({ KeyId: other }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
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
