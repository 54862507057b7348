import { Problem } from '#shared/contract/problem.ts';
import { now } from './clock.ts';
import { isSameSecret } from './same-secret.ts';
import { macOf } from './signing.ts';

/**
 * A token for a link that works for a while without signing in: it opens `value` (an id or a key of ours) for one purpose
 * only. Name the feature, the kind of file and the tenant in the purpose. Everybody who holds the link can read the
 * value. `lifetimeMs` and `expiresAt` are milliseconds.
 *
 * @example const { token, expiresAt } = await signLink(`reports.file:${clientId}`, reportId, 10 * 60_000);
 */
export async function signLink(purpose: string, value: string, lifetimeMs: number) {
  const expiresAt = now() + lifetimeMs;
  const payload = `${Buffer.from(value).toString('base64url')}.${expiresAt.toString(36)}`;
  return { token: `${payload}.${await signatureOf(purpose, payload)}`, expiresAt };
}

/**
 * Gives the value back. Throws `route.not_found` for a link that is over, that was made for something else, or that we
 * never made: nobody learns which.
 */
export async function readLink(purpose: string, token: string): Promise<string> {
  const [value = '', expiry = '', signature = '', ...rest] = token.split('.');
  const wanted = await signatureOf(purpose, `${value}.${expiry}`);
  const isOurs = rest.length === 0 && isSameSecret(signature, wanted);
  if (!isOurs || Number.parseInt(expiry, 36) <= now()) throw new Problem('route.not_found');
  return Buffer.from(value, 'base64url').toString('utf8');
}

const signatureOf = async (purpose: string, payload: string): Promise<string> =>
  (await macOf(`link:${purpose}`, payload)).toString('base64url');
