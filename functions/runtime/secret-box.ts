import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { now } from './clock.ts';
import { env } from './env.ts';
import { errorName } from './error-name.ts';

/** What a secret belongs to. It is authenticated with the ciphertext, so a value moved to another row cannot be opened. */
export type SecretContext = { clientId: string; subjectId: string; purpose: string };

/** The key service did not do what it was asked: it is down, slow, throttles or refuses us. Nothing is wrong with the secret. */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
}

/** Somebody waits for the answer, and the post it is for has a minute to go out in. */
const kms = new KMSClient({
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});
/** What the key service says of a sealed key that is not ours or was meddled with. */
const NOT_OURS = ['InvalidCiphertextException', 'IncorrectKeyException'];
/** A shorter tag would be easier to forge; it is refused. */
const TAG_BYTES = 16;
const KEY_CACHE_MS = 5 * 60_000;
const openKeys = new Map<string, { key: Uint8Array; until: number }>();

const contextOf = ({ clientId, subjectId, purpose }: SecretContext) => ({ clientId, subjectId, purpose });
const boundTo = ({ clientId, subjectId, purpose }: SecretContext) =>
  Buffer.from(JSON.stringify([clientId, subjectId, purpose]));

/** Seals one secret without asking anybody any more. */
export type Sealer = (secret: string) => string;

/**
 * Fetches a fresh data key first, for a secret that must not be lost once we have it. Throws `KeyServiceError` while
 * nothing has happened yet.
 */
export async function sealerFor(context: SecretContext): Promise<Sealer> {
  const { Plaintext, CiphertextBlob } = await asked(() =>
    kms.send(
      new GenerateDataKeyCommand({ KeyId: env('tokenKey'), KeySpec: 'AES_256', EncryptionContext: contextOf(context) }),
    ),
  );
  if (!Plaintext || !CiphertextBlob) throw new KeyServiceError('The key service gave no data key');
  return (secret) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Plaintext, iv).setAAD(boundTo(context));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [
      'v1',
      ...[CiphertextBlob, iv, cipher.getAuthTag(), text].map((part) => Buffer.from(part).toString('base64url')),
    ].join('.');
  };
}

/**
 * Encrypts a secret under a fresh data key (AES-256-GCM, envelope by KMS). Returns `v1.key.iv.tag.text`, base64url.
 * Throws `KeyServiceError`.
 */
export const seal = async (secret: string, context: SecretContext): Promise<string> =>
  (await sealerFor(context))(secret);

/**
 * Opens what `seal` made for the same context. Opened data keys are remembered for five minutes; after that it throws
 * `KeyServiceError` as long as the key service cannot be asked.
 */
export async function open(sealed: string, context: SecretContext): Promise<string> {
  const [version, key = '', iv = '', tag = '', text = ''] = sealed.split('.');
  if (version !== 'v1') throw new Error('Unknown secret format');
  const plainKey = await dataKey(key, context);
  const decipher = createDecipheriv('aes-256-gcm', plainKey, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
    .setAAD(boundTo(context))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

async function dataKey(wrapped: string, context: SecretContext): Promise<Uint8Array> {
  const known = openKeys.get(wrapped);
  if (known && known.until > now()) return known.key;
  const { Plaintext } = await asked(() =>
    kms.send(
      new DecryptCommand({
        KeyId: env('tokenKey'),
        CiphertextBlob: Buffer.from(wrapped, 'base64url'),
        EncryptionContext: contextOf(context),
      }),
    ),
  );
  if (!Plaintext) throw new KeyServiceError('The key service gave no plaintext key');
  for (const [name, entry] of openKeys) if (entry.until <= now()) openKeys.delete(name);
  openKeys.set(wrapped, { key: Plaintext, until: now() + KEY_CACHE_MS });
  return Plaintext;
}

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const name = errorName(error);
    if (NOT_OURS.includes(name)) throw error;
    throw new KeyServiceError(`The key service did not answer: ${name}`, { cause: error });
  }
}
