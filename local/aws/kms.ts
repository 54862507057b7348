import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { answerJson, type JsonService, readInput } from './json-protocol.ts';
import { AwsError, type Call, type Ground, listen, type Running } from './service.ts';

export type Kms = Running & {
  /** Makes a key with its first version, or leaves an existing one as it is. Returns its ARN. */
  createKey(keyId: string): string;
  /** Gives a key a new version: new data is encrypted under it, old data stays readable. */
  rotate(keyId: string): void;
};

const context = z._default(z.record(z.string(), z.string()), {});
const GenerateDataKey = z.object({ KeyId: z.string(), KeySpec: z.literal('AES_256'), EncryptionContext: context });
const Encrypt = z.object({ KeyId: z.string(), Plaintext: z.string(), EncryptionContext: context });
const Decrypt = z.object({ KeyId: z.optional(z.string()), CiphertextBlob: z.string(), EncryptionContext: context });
const DescribeKey = z.object({ KeyId: z.string() });
const Blob = z.object({ k: z.string(), v: z.number(), iv: z.string(), tag: z.string(), text: z.string() });

/** KMS: AES-256-GCM under master keys kept in the state file; the encryption context is authenticated. */
export async function startKms(ground: Ground, port = 0): Promise<Kms> {
  const { db, region, account } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS kms_key (id TEXT, version INTEGER, secret BLOB, PRIMARY KEY (id, version)) STRICT',
  );
  const insert = db.prepare('INSERT OR IGNORE INTO kms_key VALUES (?, ?, ?)');
  const latest = db.prepare('SELECT version, secret FROM kms_key WHERE id = ? ORDER BY version DESC LIMIT 1');
  const exact = db.prepare('SELECT version, secret FROM kms_key WHERE id = ? AND version = ?');
  const arnOf = (id: string) => `arn:aws:kms:${region}:${account}:key/${id}`;
  const idOf = (name: string) => name.slice(name.lastIndexOf('/') + 1);

  const masterOf = (id: string, version?: number) => {
    const row = version === undefined ? latest.get(id) : exact.get(id, version);
    if (!(row?.secret instanceof Uint8Array))
      throw new AwsError('NotFoundException', `Key '${arnOf(id)}' does not exist`);
    return { version: Number(row.version), secret: row.secret };
  };
  const encrypt = (id: string, plain: Uint8Array, bound: Record<string, string>) => {
    const master = masterOf(id);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', master.secret, iv).setAAD(canonical(bound));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
    const blob = {
      k: id,
      v: master.version,
      iv: iv.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
      text,
    };
    return Buffer.from(JSON.stringify(blob)).toString('base64');
  };

  const service: JsonService = {
    target: 'TrentService',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GenerateDataKey({ input, enter }) {
        const asked = readInput(GenerateDataKey, input);
        await enter('kms:GenerateDataKey', arnOf(idOf(asked.KeyId)), conditionsOf(asked.EncryptionContext));
        const plain = randomBytes(32);
        const CiphertextBlob = encrypt(idOf(asked.KeyId), plain, asked.EncryptionContext);
        return { KeyId: arnOf(idOf(asked.KeyId)), CiphertextBlob, Plaintext: plain.toString('base64') };
      },
      async Encrypt({ input, enter }) {
        const asked = readInput(Encrypt, input);
        await enter('kms:Encrypt', arnOf(idOf(asked.KeyId)), conditionsOf(asked.EncryptionContext));
        const plain = Buffer.from(asked.Plaintext, 'base64');
        return {
          KeyId: arnOf(idOf(asked.KeyId)),
          CiphertextBlob: encrypt(idOf(asked.KeyId), plain, asked.EncryptionContext),
        };
      },
      async Decrypt({ input, enter }) {
        const asked = readInput(Decrypt, input);
        const blob = readBlob(asked.CiphertextBlob);
        await enter('kms:Decrypt', arnOf(blob.k), conditionsOf(asked.EncryptionContext));
        if (asked.KeyId !== undefined && idOf(asked.KeyId) !== blob.k)
          throw new AwsError(
            'IncorrectKeyException',
            'The key ID in the request does not identify the key of the ciphertext',
          );
        return {
          KeyId: arnOf(blob.k),
          Plaintext: decrypt(masterOf(blob.k, blob.v).secret, blob, asked.EncryptionContext),
        };
      },
      async DescribeKey({ input, enter }) {
        const id = idOf(readInput(DescribeKey, input).KeyId);
        await enter('kms:DescribeKey', arnOf(id));
        masterOf(id);
        return {
          KeyMetadata: { KeyId: id, Arn: arnOf(id), Enabled: true, KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT' },
        };
      },
    },
  };

  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    createKey(keyId) {
      insert.run(keyId, 1, randomBytes(32));
      return arnOf(keyId);
    },
    rotate: (keyId) => void insert.run(keyId, masterOf(keyId).version + 1, randomBytes(32)),
  };
}

const canonical = (bound: Record<string, string>) =>
  Buffer.from(JSON.stringify(Object.entries(bound).sort(([a], [b]) => (a < b ? -1 : 1))));

const conditionsOf = (bound: Record<string, string>): NonNullable<Call['context']> =>
  Object.fromEntries(Object.entries(bound).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]));

function readBlob(text: string) {
  try {
    return Blob.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
  } catch {
    throw new AwsError('InvalidCiphertextException', 'The ciphertext is not one of ours');
  }
}

function decrypt(secret: Uint8Array, blob: z.output<typeof Blob>, bound: Record<string, string>): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(blob.iv, 'base64'))
      .setAAD(canonical(bound))
      .setAuthTag(Buffer.from(blob.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(blob.text, 'base64')), decipher.final()]).toString('base64');
  } catch {
    throw new AwsError('InvalidCiphertextException', 'The ciphertext or its encryption context is wrong');
  }
}
