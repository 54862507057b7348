import * as z from 'zod/mini';
import { now } from './clock.ts';
import { jsonIn } from './json.ts';
import { logger } from './logger.ts';
import { secretVersion } from './secret-version.ts';

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
  const text = (await secretVersion(id))?.SecretString;
  const found = text === undefined ? undefined : read(service, fields, text);
  if (found) remembered.set(id, { fields: found, until: now() + REMEMBERED_MS });
  return found;
}

function read(service: string, fields: readonly string[], text: string): Fields | undefined {
  const shape = Object.fromEntries(fields.map((field) => [field, filled]));
  const parsed = z.object(shape).safeParse(jsonIn(text));
  if (parsed.success) return parsed.data;
  // Without zod's own words, which would quote the value.
  logger.error('secret not filled as the deployment guide says', { service });
  return undefined;
}
