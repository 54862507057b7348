import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, listenJson, readInput } from './json-protocol.ts';
import { openBlob, sealBlob } from './kms/ciphertext.ts';
import { type Key, openKeyRing } from './kms/key-ring.ts';
import { AwsError, type Ground, type Service } from './service.ts';

export type Kms = Service & {
  /** Makes a symmetric key, or finds the one of an earlier start. Takes an id or an ARN; returns the ARN. */
  createKey(id: string): string;
  /** `alias/…` as another name of a key. */
  createAlias(alias: string, id: string): void;
  /** New material for a key (id, ARN or alias); what was sealed before can still be opened. */
  rotateKey(name: string): Key;
  /** A disabled key answers DisabledException until it is enabled again. */
  enableKey(name: string, enabled: boolean): Key;
};

const EncryptionContext = z._default(z.record(z.string(), z.string()), {});
const EncryptionAlgorithm = z._default(z.literal('SYMMETRIC_DEFAULT'), 'SYMMETRIC_DEFAULT');
const KeyId = z.string().check(z.minLength(1), z.maxLength(2048));
/** 1 to so many bytes, in base64. */
const blob = (most: number) =>
  z
    .pipe(
      z.string(),
      z.transform((text) => Buffer.from(text, 'base64')),
    )
    .check(z.refine(({ length }) => length > 0 && length <= most));
const inputs = {
  GenerateDataKey: z.strictObject({
    KeyId,
    KeySpec: z.optional(z.enum(['AES_128', 'AES_256'])),
    NumberOfBytes: z.optional(z.int().check(z.minimum(1), z.maximum(1024))),
    EncryptionContext,
  }),
  Encrypt: z.strictObject({ KeyId, Plaintext: blob(4096), EncryptionContext, EncryptionAlgorithm }),
  Decrypt: z.strictObject({
    KeyId: z.optional(KeyId),
    CiphertextBlob: blob(6144),
    EncryptionContext,
    EncryptionAlgorithm,
  }),
  DescribeKey: z.strictObject({ KeyId }),
};

/** KMS for symmetric keys: AES-256-GCM with the encryption context authenticated. */
export async function startKms(ground: Ground, port = 0): Promise<Kms> {
  const ring = openKeyRing(ground);

  /** Asks for permission with the encryption context as conditions, then whether the key is in use. */
  const use = async (request: JsonRequest, key: Key, context: Record<string, string>) => {
    const named = Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
    await request.enter(`kms:${request.operation}`, key.arn, Object.fromEntries(named));
    if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`);
  };
  const seal = (key: Key, plain: Buffer, context: Record<string, string>) => ({
    KeyId: key.arn,
    CiphertextBlob: sealBlob(ring.material(key), plain, context).toString('base64'),
  });

  const service: JsonService = {
    name: 'kms',
    target: 'TrentService',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GenerateDataKey(request) {
        const input = readInput(inputs.GenerateDataKey, request.input);
        const key = ring.find(input.KeyId);
        await use(request, key, input.EncryptionContext);
        if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
          throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
        const plain = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
        return { ...seal(key, plain, input.EncryptionContext), Plaintext: plain.toString('base64') };
      },
      async Encrypt(request) {
        const input = readInput(inputs.Encrypt, request.input);
        const key = ring.find(input.KeyId);
        await use(request, key, input.EncryptionContext);
        return {
          ...seal(key, input.Plaintext, input.EncryptionContext),
          EncryptionAlgorithm: input.EncryptionAlgorithm,
        };
      },
      async Decrypt(request) {
        const input = readInput(inputs.Decrypt, request.input);
        const opened = openBlob(input.CiphertextBlob);
        const key = ring.find(input.KeyId ?? opened.keyArn);
        await use(request, key, input.EncryptionContext);
        if (key.arn !== opened.keyArn) {
          const wrong = 'The key ID in the request does not identify a CMK that can perform this operation.';
          throw new AwsError('IncorrectKeyException', wrong);
        }
        const plain = opened.decrypt(ring.material(key, opened.version), input.EncryptionContext);
        const { EncryptionAlgorithm } = input;
        return { KeyId: key.arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm };
      },
      async DescribeKey(request) {
        const { id, arn, createdAt, enabled } = ring.find(readInput(inputs.DescribeKey, request.input).KeyId);
        await request.enter('kms:DescribeKey', arn);
        const facts = { KeyId: id, Arn: arn, AWSAccountId: ground.account, CreationDate: createdAt / 1000 };
        const state = { Enabled: enabled, KeyState: enabled ? 'Enabled' : 'Disabled' };
        const kind = { KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT', KeyManager: 'CUSTOMER' };
        return { KeyMetadata: { ...facts, ...state, ...kind, Origin: 'AWS_KMS', MultiRegion: false } };
      },
    },
  };

  return {
    ...(await listenJson(ground, service, port)),
    createKey: ring.create,
    createAlias: ring.alias,
    rotateKey(name) {
      ring.rotate(ring.find(name));
      return ring.find(name);
    },
    enableKey(name, enabled) {
      ring.enable(ring.find(name), enabled);
      return ring.find(name);
    },
  };
}
