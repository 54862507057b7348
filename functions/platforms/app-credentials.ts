import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { now } from '#runtime/clock.ts';
import { networkSecret } from '#runtime/env.ts';
import { logger } from '#runtime/logger.ts';
import { networkOf, type Platform, type SecretOf } from '#shared/platforms/platform.ts';

const secretsManager = new SecretsManagerClient({});
const filled = z.string().check(z.minLength(8));

/** A changed secret is picked up within five minutes; one that is filled for the first time, at once. */
const REMEMBERED_MS = 5 * 60_000;
const remembered = new Map<Platform, { app: SecretOf<Platform>; until: number }>();

/** What a network gave us to identify our app; undefined while the operator has not filled in its secret. */
export async function appCredentials(platform: Platform): Promise<SecretOf<Platform> | undefined> {
  const known = remembered.get(platform);
  if (known && known.until > now()) return known.app;
  const text = await secretText(platform);
  const app = text === undefined ? undefined : read(platform, text);
  if (app) remembered.set(platform, { app, until: now() + REMEMBERED_MS });
  return app;
}

/** A secret that a deployment made and nobody filled in has no value, which is answered like one that is not there. */
async function secretText(platform: Platform): Promise<string | undefined> {
  try {
    const secret = await secretsManager.send(new GetSecretValueCommand({ SecretId: networkSecret(platform) }));
    return secret.SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function read(platform: Platform, text: string): SecretOf<Platform> | undefined {
  const fields = Object.fromEntries(networkOf(platform).secret.map((field) => [field, filled]));
  const parsed = z.object(fields).safeParse(parsedJson(text));
  if (parsed.success) return parsed.data as SecretOf<Platform>;
  // Without zod's own words, which would quote the value.
  logger.error('network secret not filled as the deployment guide says', { platform });
  return undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
