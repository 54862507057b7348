import { hash, randomBytes } from 'node:crypto';
import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import { isKey, keyText, scopes } from '#shared/api-keys/key.ts';
import { may, type Permission, type TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { keyCreated } from './api-key.store.ts';

/** `expiresAt` is epoch milliseconds; a key without it works until it is revoked. */
export type NewKey = { name: string; scopes: readonly Permission[]; expiresAt?: number };

const SECRET_BYTES = 32;

/**
 * Makes a key for the caller's own business, with no more than they may do themselves. The key is in the answer and
 * nowhere else. Throws `auth.forbidden` for a scope that the caller cannot give, and when the caller is a key.
 */
export async function createKey(actor: TenantActor, asked: NewKey): Promise<{ keyId: string; key: string }> {
  const { clientId, role, userId } = actor;
  const isGivable = (scope: Permission) => scopes.includes(scope) && may(role, scope);
  if (isKey(actor) || !may(role, 'team:write') || asked.scopes.length === 0 || !asked.scopes.every(isGivable))
    throw new Problem('auth.forbidden');
  const keyId = newId('key');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const row = {
    ...{ clientId, keyId, name: asked.name, scopes: [...asked.scopes], createdAt: now(), createdBy: userId },
    hash: hash('sha256', secret),
    ...(asked.expiresAt === undefined ? {} : { expiresAt: asked.expiresAt }),
  };
  const detail = { scopes: asked.scopes.join(' ') };
  const audit = auditRow({ clientId, subjectId: keyId, action: 'key.created', actor, detail });
  const written = await transact([...keyCreated(row), ...audit]);
  if (!written.done) throw new Error('A fresh key exists already');
  return { keyId, key: keyText({ clientId, keyId, secret }) };
}
