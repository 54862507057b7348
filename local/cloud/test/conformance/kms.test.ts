import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  IncorrectKeyException,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { expect, onTestFinished, test } from 'vitest';
import { startKms } from '#cloud/aws/kms.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startKms);
const context = { clientId: 'cli_1', purpose: 'token' };
const refused = (name: string) => ({ name, $metadata: expect.objectContaining({ httpStatusCode: 400 }) });

/** A new key and the calls on it. */
async function openKey() {
  const { local, options, unique } = target();
  const client = new KMSClient(options);
  const made = local ? undefined : await client.send(new CreateKeyCommand({ Description: unique('conformance') }));
  const arn = local?.service.createKey(crypto.randomUUID()) ?? made?.KeyMetadata?.Arn ?? '';
  const alias = `alias/${unique('conformance')}`;
  if (local) local.service.createAlias(alias, arn);
  else await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: arn }));
  onTestFinished(async () => {
    if (!local) await client.send(new DeleteAliasCommand({ AliasName: alias }));
    if (!local) await client.send(new ScheduleKeyDeletionCommand({ KeyId: arn, PendingWindowInDays: 7 }));
    client.destroy();
  });
  return {
    client,
    arn,
    alias,
    dataKey: (KeyId = arn) =>
      client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: context })),
    decrypt: (CiphertextBlob: Uint8Array | undefined, more: object = {}) =>
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context, ...more })),
    rotate: async () =>
      void (local ? local.service.rotateKey(arn) : await client.send(new RotateKeyOnDemandCommand({ KeyId: arn }))),
    disable: async () =>
      void (local ? local.service.enableKey(arn, false) : await client.send(new DisableKeyCommand({ KeyId: arn }))),
  };
}

const rejected = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome : { reason: 'none' }));

test('a data key is opened again with the same context, in any order of its entries', async () => {
  const { dataKey, decrypt, arn } = await openKey();
  const { Plaintext, CiphertextBlob, KeyId } = await dataKey();
  expect(KeyId).toBe(arn);
  expect(Plaintext).toHaveLength(32);
  const opened = await decrypt(CiphertextBlob, { EncryptionContext: { purpose: 'token', clientId: 'cli_1' } });
  expect(opened).toMatchObject({ Plaintext, KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
});

test('every data key is another one, of the length that was asked for', async () => {
  const { client, arn, dataKey } = await openKey();
  expect((await dataKey()).Plaintext).not.toEqual((await dataKey()).Plaintext);
  const short = await client.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_128' }));
  expect(short.Plaintext).toHaveLength(16);
  const odd = await client.send(new GenerateDataKeyCommand({ KeyId: arn, NumberOfBytes: 5 }));
  expect(odd.Plaintext).toHaveLength(5);
});

test('a data key of no length, of two lengths or of too many bytes is refused', async () => {
  const { client, arn } = await openKey();
  for (const input of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 } as const, { NumberOfBytes: 1025 }])
    await expect(client.send(new GenerateDataKeyCommand({ KeyId: arn, ...input }))).rejects.toMatchObject(
      refused('ValidationException'),
    );
});

test('another context, no context, a changed blob and noise cannot be opened', async () => {
  const { dataKey, decrypt } = await openKey();
  const { CiphertextBlob = new Uint8Array() } = await dataKey();
  const changed = Uint8Array.from(CiphertextBlob, (byte, at) => (at === CiphertextBlob.length - 1 ? byte ^ 1 : byte));
  const attempts = [
    decrypt(CiphertextBlob, { EncryptionContext: { clientId: 'cli_2', purpose: 'token' } }),
    decrypt(CiphertextBlob, { EncryptionContext: {} }),
    decrypt(changed),
    decrypt(new Uint8Array([1, 2, 3])),
  ];
  for (const { reason: error } of rejected(await Promise.allSettled(attempts))) {
    expect(error).toBeInstanceOf(InvalidCiphertextException);
    expect(error).toMatchObject(refused('InvalidCiphertextException'));
  }
});

test('a text of up to 4,096 bytes is sealed under a key found by its alias, a longer or empty one is refused', async () => {
  const { client, arn, alias } = await openKey();
  const encrypt = (Plaintext: Uint8Array) => client.send(new EncryptCommand({ KeyId: alias, Plaintext }));
  const longest = new Uint8Array(4096).fill(7);
  const { CiphertextBlob, KeyId } = await encrypt(longest);
  expect(KeyId).toBe(arn);
  const { Plaintext } = await client.send(new DecryptCommand({ KeyId: alias, CiphertextBlob }));
  expect(Plaintext).toEqual(longest);
  for (const size of [0, 4097])
    await expect(encrypt(new Uint8Array(size))).rejects.toMatchObject(refused('ValidationException'));
});

test('the wrong key is told from an unknown key and an unknown alias', async () => {
  const { dataKey, decrypt, client } = await openKey();
  const other = await openKey();
  const { CiphertextBlob } = await dataKey();
  await expect(decrypt(CiphertextBlob, { KeyId: other.arn })).rejects.toBeInstanceOf(IncorrectKeyException);
  for (const KeyId of [crypto.randomUUID(), `alias/${target().unique('nobody')}`]) {
    const described = client.send(new DescribeKeyCommand({ KeyId }));
    await expect(described).rejects.toBeInstanceOf(NotFoundException);
    await expect(dataKey(KeyId)).rejects.toMatchObject(refused('NotFoundException'));
  }
});

test('what was sealed before a rotation can still be opened', async () => {
  const { dataKey, decrypt, rotate } = await openKey();
  const before = await dataKey();
  await rotate();
  const after = await dataKey();
  expect((await decrypt(before.CiphertextBlob)).Plaintext).toEqual(before.Plaintext);
  expect((await decrypt(after.CiphertextBlob)).Plaintext).toEqual(after.Plaintext);
});

test('a disabled key says so, and neither seals nor opens', async () => {
  const { client, arn, dataKey, decrypt, disable } = await openKey();
  const { CiphertextBlob } = await dataKey();
  await disable();
  await expect(dataKey()).rejects.toBeInstanceOf(DisabledException);
  await expect(decrypt(CiphertextBlob)).rejects.toMatchObject(refused('DisabledException'));
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn }));
  expect(KeyMetadata).toMatchObject({ Arn: arn, Enabled: false, KeyState: 'Disabled' });
});

test('a key describes itself', async () => {
  const { client, arn, alias } = await openKey();
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: alias }));
  expect(KeyMetadata).toMatchObject({
    Arn: arn,
    KeyId: arn.split('/')[1],
    Enabled: true,
    KeyState: 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  });
  expect(KeyMetadata?.CreationDate).toBeInstanceOf(Date);
});
