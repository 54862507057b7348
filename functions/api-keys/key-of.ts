import { hash } from 'node:crypto';
import { isSuspended } from '#functions/clients/is-suspended.ts';
import { now } from '#runtime/clock.ts';
import { isSameSecret } from '#runtime/same-secret.ts';
import { type KeyActor, keyMay, keyParts, roleFor } from '#shared/api-keys/key.ts';
import type { Permission } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type ApiKey, keyById } from './api-key.store.ts';

/** A revoked key is refused within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const REMEMBERED_MAX = 500;
const remembered = new Map<string, { key: ApiKey; until: number }>();

/**
 * The software behind a key, if it may do this. A key that is malformed, unknown, over, revoked or wrong is answered
 * alike: `auth.required`. Throws `auth.suspended` for a suspended business, `auth.forbidden` without the scope. A cold
 * function reads the key and then its business, half a unit each; a warm one reads nothing for a minute.
 */
export async function keyOf(text: string, permission: Permission): Promise<KeyActor> {
  const parts = keyParts(text);
  if (!parts) throw new Problem('auth.required');
  const key = await rowOf(text, parts);
  if (!key || !isInForce(key)) throw new Problem('auth.required');
  if (await isSuspended(key.clientId)) throw new Problem('auth.suspended');
  if (!keyMay(key.scopes, permission)) throw new Problem('auth.forbidden');
  const { clientId, keyId, name, scopes } = key;
  return { kind: 'tenant', userId: keyId, keyId, name, clientId, role: roleFor(scopes as Permission[]) };
}

const isInForce = ({ expiresAt, revokedAt }: ApiKey): boolean =>
  revokedAt === undefined && (expiresAt === undefined || now() < expiresAt);

async function rowOf(text: string, { clientId, keyId, secret }: NonNullable<ReturnType<typeof keyParts>>) {
  const known = remembered.get(text);
  if (known && known.until > now()) return known.key;
  remembered.delete(text);
  const key = await keyById(clientId, keyId);
  if (!key || !isSameSecret(hash('sha256', secret), key.hash)) return undefined;
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(text, { key, until: now() + REMEMBERED_MS });
  return key;
}
