import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { now } from './clock.ts';
import { logger } from './logger.ts';

const secretsManager = new SecretsManagerClient({});
const filled = z.string().check(z.minLength(8));

/** A changed secret is picked up within five minutes; one that is filled for the first time, at once. */
const REMEMBERED_MS = 5 * 60_000;
type Fields = Readonly<Record<string, string>>;
const remembered = new Map<string, { fields: Fields; until: number }>();

/**
 * What an outside service gave us: the fields of a secret that the operator fills in. Undefined while that has not
 * happened; a secret that lacks a field counts as not filled in. `id` is the secret's, `service` only for the log.
 */
export async function filledSecret(
  id: string,
  service: string,
  fields: readonly string[],
): Promise<Fields | undefined> {
  const known = remembered.get(id);
  if (known && known.until > now()) return known.fields;
  const text = await secretText(id);
  const found = text === undefined ? undefined : read(service, fields, text);
  if (found) remembered.set(id, { fields: found, until: now() + REMEMBERED_MS });
  return found;
}

/** A secret that a deployment made and nobody filled in has no value, which is answered like one that is not there. */
async function secretText(id: string): Promise<string | undefined> {
  try {
    return (await secretsManager.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function read(service: string, fields: readonly string[], text: string): Fields | undefined {
  const shape = Object.fromEntries(fields.map((field) => [field, filled]));
  const parsed = z.object(shape).safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  // Without zod's own words, which would quote the value.
  logger.error('secret not filled as the deployment guide says', { service });
  return undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
