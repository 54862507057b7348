import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { answerJson, type JsonRequest, type JsonService, readInput } from './json-protocol.ts';
import { openBlob, sealBlob } from './kms/ciphertext.ts';
import { type Key, openKeyRing } from './kms/key-ring.ts';
import { AwsError, type Call, type Ground, listen, type Service } from './service.ts';

export type Kms = Service & {
  /** Makes a symmetric key, or finds the one of an earlier start. Takes an id or an ARN; returns the ARN. */
  createKey(id: string): string;
  /** `alias/…` as another name of a key. */
  createAlias(alias: string, id: string): void;
  /** New material for a key; what was sealed before can still be opened. */
  rotateKey(id: string): void;
};

const context = z._default(z.record(z.string(), z.string()), {});
const inputs = {
  generate: z.object({
    KeyId: z.string(),
    KeySpec: z.optional(z.enum(['AES_128', 'AES_256'])),
    NumberOfBytes: z.optional(z.number().check(z.minimum(1), z.maximum(1024))),
    EncryptionContext: context,
  }),
  encrypt: z.object({ KeyId: z.string(), Plaintext: z.string(), EncryptionContext: context }),
  decrypt: z.object({ KeyId: z.optional(z.string()), CiphertextBlob: z.string(), EncryptionContext: context }),
  describe: z.object({ KeyId: z.string() }),
};
const LONGEST_PLAINTEXT = 4096;

/** KMS for symmetric keys: AES-256-GCM with the encryption context authenticated. */
export async function startKms(ground: Ground, port = 0): Promise<Kms> {
  const ring = openKeyRing(ground);

  const enter = (request: JsonRequest, key: Pick<Key, 'arn'>, given: Record<string, string> = {}) => {
    const named = Object.entries(given).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
    const conditions: Call['context'] = Object.fromEntries(named);
    return request.enter(`kms:${request.operation}`, key.arn, conditions);
  };

  const service: JsonService = {
    name: 'kms',
    target: 'TrentService',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GenerateDataKey(request) {
        const input = readInput(inputs.generate, request.input);
        const key = ring.find(input.KeyId);
        await enter(request, key, input.EncryptionContext);
        if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
          throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
        const plain = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
        const blob = sealBlob(ring.material(key), plain, input.EncryptionContext);
        return { KeyId: key.arn, Plaintext: plain.toString('base64'), CiphertextBlob: blob.toString('base64') };
      },
      async Encrypt(request) {
        const input = readInput(inputs.encrypt, request.input);
        const key = ring.find(input.KeyId);
        await enter(request, key, input.EncryptionContext);
        const plain = Buffer.from(input.Plaintext, 'base64');
        if (plain.length === 0 || plain.length > LONGEST_PLAINTEXT)
          throw new AwsError('ValidationException', `Plaintext must be 1 to ${LONGEST_PLAINTEXT} bytes`);
        const blob = sealBlob(ring.material(key), plain, input.EncryptionContext);
        return { KeyId: key.arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
      },
      async Decrypt(request) {
        const input = readInput(inputs.decrypt, request.input);
        const opened = openBlob(Buffer.from(input.CiphertextBlob, 'base64'));
        const key = ring.find(input.KeyId ?? opened.keyArn);
        await enter(request, key, input.EncryptionContext);
        if (key.arn !== opened.keyArn)
          throw new AwsError(
            'IncorrectKeyException',
            'The key ID in the request does not identify the key in the blob',
          );
        const plain = opened.decrypt(ring.material(key, opened.version), input.EncryptionContext);
        return { KeyId: key.arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
      },
      async DescribeKey(request) {
        const key = ring.find(readInput(inputs.describe, request.input).KeyId);
        await enter(request, key);
        const KeyMetadata = {
          KeyId: key.id,
          Arn: key.arn,
          AWSAccountId: ground.account,
          CreationDate: key.createdAt / 1000,
        };
        const fixed = { Enabled: true, KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT' };
        return { KeyMetadata: { ...KeyMetadata, ...fixed, KeyManager: 'CUSTOMER', Origin: 'AWS_KMS' } };
      },
    },
  };

  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  const operations = Object.keys(service.operations);
  return { ...running, operations, createKey: ring.create, createAlias: ring.alias, rotateKey: ring.rotate };
}
