import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import type { Kms } from '../../aws/kms.ts';
import type { SecretsManager } from '../../aws/secrets-manager.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from '../../sandbox/instagram/oauth.ts';
import type { Application } from '../template.ts';

const Shape = z.object({
  SecretString: z.optional(z.string()),
  GenerateSecretString: z.optional(
    z.object({ PasswordLength: z._default(z.number(), 32), ExcludePunctuation: z._default(z.boolean(), false) }),
  ),
});

const Alias = z.object({ AliasName: z.string(), TargetKeyId: z.string() });

/** What an operator would fill in after the first deployment: here the sandboxes' own credentials. */
const filledIn: Readonly<Record<string, string>> = {
  PlatformSecret: JSON.stringify({ instagram: { appId: INSTAGRAM_APP_ID, appSecret: INSTAGRAM_APP_SECRET } }),
};

/** Creates the template's encryption keys and their aliases; data under them stays readable over a restart. */
export function createKeys(application: Application, kms: Pick<Kms, 'createKey' | 'createAlias'>): void {
  for (const { identity } of application.resources('AWS::KMS::Key')) kms.createKey(identity.ref);
  for (const { properties } of application.all('AWS::KMS::Alias', Alias))
    kms.createAlias(properties.AliasName, properties.TargetKeyId);
}

/** Creates the template's secrets: filled in, generated once, or as the template gives them. */
export function createSecrets(
  application: Application,
  secrets: Pick<SecretsManager, 'putSecret' | 'hasSecret'>,
): void {
  for (const { logicalId, identity, properties } of application.all('AWS::SecretsManager::Secret', Shape)) {
    const { SecretString: given, GenerateSecretString: rule } = properties;
    const known = filledIn[logicalId];
    if (known === undefined && secrets.hasSecret(identity.ref)) continue;
    const generated = () => randomText(rule?.PasswordLength ?? 32, rule?.ExcludePunctuation ?? false);
    secrets.putSecret(identity.ref, known ?? given ?? generated());
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = '!#$%&*+-=?@^_~';

function randomText(length: number, lettersOnly: boolean): string {
  const alphabet = lettersOnly ? letters : letters + punctuation;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
