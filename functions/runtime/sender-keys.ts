import { Problem } from '#shared/contract/problem.ts';
import type { Signer } from '#shared/contract/signer.ts';
import { now } from './clock.ts';
import { senderSecret } from './env.ts';
import { jsonIn } from './json.ts';
import { logger } from './logger.ts';
import { secretVersion } from './secret-version.ts';

const REMEMBERED_MS = 5 * 60_000;
/** A signature that fits no key may be made with a new one; forged ones must not make us ask each time. */
const ASKED_AGAIN_MS = 30_000;
/** Senders repeat what they signed with the old key, and some take a while to change. */
const PREVIOUS_MS = 24 * 60 * 60_000;
/** A shorter key is a field that nobody filled in. */
const SHORTEST_KEY = 8;
const WAIT_SECONDS = 10;

type Secret = Signer['secret'];
const remembered = new Map<string, { keys: readonly string[]; readAt: number }>();

/**
 * The keys that a sender may sign with now: those of the secret's current version, and for a day after it was changed
 * those of the one before. None while the secret is not filled in. `anew` looks again, unless that was done just now.
 * Throws `auth.unavailable` when the secret cannot be read.
 */
export async function senderKeys(secret: Secret, { anew = false } = {}): Promise<readonly string[]> {
  const place = `${secret.of.name} ${secret.fields.join(' ')}`;
  const known = remembered.get(place);
  if (known && now() - known.readAt < (anew ? ASKED_AGAIN_MS : REMEMBERED_MS)) return known.keys;
  const keys = await readKeys(secret);
  remembered.set(place, { keys, readAt: now() });
  if (keys.length === 0) logger.error('the secret of a sender is not filled in', { service: secret.of.name });
  return keys;
}

async function readKeys(secret: Secret): Promise<string[]> {
  const current = await version(secret.of.name, 'AWSCURRENT');
  const changedAt = current?.CreatedDate?.getTime() ?? 0;
  const previous = now() - changedAt < PREVIOUS_MS ? await version(secret.of.name, 'AWSPREVIOUS') : undefined;
  const keys = [current, previous].flatMap((one) => keysIn(one?.SecretString, secret.fields));
  return [...new Set(keys)];
}

async function version(name: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS') {
  try {
    return await secretVersion(senderSecret(name), stage);
  } catch (cause) {
    throw new Problem('auth.unavailable', { retryAfterSeconds: WAIT_SECONDS, cause });
  }
}

function keysIn(text: string | undefined, fields: readonly string[]): string[] {
  const values = new Map(Object.entries(Object(jsonIn(text ?? ''))));
  return fields.flatMap((field) => {
    const value = values.get(field);
    return typeof value === 'string' && value.length >= SHORTEST_KEY ? [value] : [];
  });
}
