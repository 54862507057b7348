import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Claims = Record<string, unknown>;

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed by a key of our choice, or by nobody. For tokens that must not be believed. */
export function forge(header: Claims & { alg: 'RS256' | 'HS256' | 'none' }, claims: Claims, key?: KeyObject | string) {
  const body = `${part(header)}.${part(claims)}`;
  if (header.alg === 'none' || key === undefined) return `${body}.`;
  const signature =
    header.alg === 'HS256'
      ? createHmac('sha256', key).update(body).digest()
      : sign('RSA-SHA256', Buffer.from(body), key);
  return `${body}.${signature.toString('base64url')}`;
}

/** Header and claims of a token, unverified. */
export function readToken(token: string): { header: Claims; claims: Claims } {
  const [header = '', claims = ''] = token.split('.').map((one) => Buffer.from(one, 'base64url').toString());
  return { header: JSON.parse(header), claims: JSON.parse(claims) };
}

export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
