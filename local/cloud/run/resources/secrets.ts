import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import type { Kms } from '../../aws/kms.ts';
import type { SecretsManager } from '../../aws/secrets-manager.ts';
import type { Outside } from '../../outside/outside.ts';
import type { Application } from '../template.ts';

const Shape = z.object({
  SecretString: z.optional(z.string()),
  GenerateSecretString: z.optional(
    z.strictObject({ PasswordLength: z._default(z.number(), 32), ExcludePunctuation: z._default(z.boolean(), false) }),
  ),
});

/** Only symmetric keys that are in use from the start; rotation comes by order (`POST /keys/…/rotate`). */
const Key = z.object({
  Enabled: z._default(z.literal(true), true),
  KeySpec: z._default(z.literal('SYMMETRIC_DEFAULT'), 'SYMMETRIC_DEFAULT'),
  KeyUsage: z._default(z.literal('ENCRYPT_DECRYPT'), 'ENCRYPT_DECRYPT'),
  MultiRegion: z._default(z.literal(false), false),
  Origin: z._default(z.literal('AWS_KMS'), 'AWS_KMS'),
});
const Alias = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

/** The keys' ids by their logical ids in the template. */
export const keyIds = (application: Application): Record<string, string> =>
  Object.fromEntries(application.all('AWS::KMS::Key', Key).map(({ logicalId, identity }) => [logicalId, identity.ref]));

/** Creates the template's encryption keys and their aliases; data under them stays readable over a restart. */
export function createKeys(application: Application, kms: Pick<Kms, 'createKey' | 'createAlias'>): void {
  for (const id of Object.values(keyIds(application))) kms.createKey(id);
  for (const { properties } of application.all('AWS::KMS::Alias', Alias))
    kms.createAlias(properties.AliasName, properties.TargetKeyId);
}

/** Creates the template's secrets: filled in, generated once, as the template gives them, or without a value. */
export function createSecrets(
  application: Application,
  secrets: Pick<SecretsManager, 'putSecret' | 'hasSecret' | 'declareSecret'>,
  filledIn: Outside['secrets'] = {},
): void {
  for (const { logicalId, identity, properties } of application.all('AWS::SecretsManager::Secret', Shape)) {
    const { SecretString: given, GenerateSecretString: rule } = properties;
    const known = filledIn[logicalId];
    if (known === undefined && secrets.hasSecret(identity.ref)) continue;
    const generated = rule && (() => randomText(rule.PasswordLength, rule.ExcludePunctuation));
    const value = known ?? given ?? generated?.();
    if (value === undefined) secrets.declareSecret(identity.ref);
    else secrets.putSecret(identity.ref, value);
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = '!#$%&*+-=?@^_~';

function randomText(length: number, lettersOnly: boolean): string {
  const alphabet = lettersOnly ? letters : letters + punctuation;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
