import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../service.ts';

export type PasswordPolicy = {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
};

/** Low cost, because these are throw-away logins of one laptop; still never in clear. */
const digest = (password: string, salt: Buffer) => scryptSync(password, salt, 32, { N: 1024 });

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}.${digest(password, salt).toString('base64')}`;
}

export function isPassword(password: string, hashed: string | undefined): boolean {
  const [salt = '', hash = ''] = (hashed ?? '').split('.');
  if (salt === '' || hash === '') return false;
  return timingSafeEqual(digest(password, Buffer.from(salt, 'base64')), Buffer.from(hash, 'base64'));
}

export function assertStrong(password: string, policy: PasswordPolicy): void {
  const weak = (what: string) =>
    new AwsError('InvalidPasswordException', `Password did not conform with policy: Password ${what}`);
  if (password.length < (policy.MinimumLength ?? 8)) throw weak('not long enough');
  if (policy.RequireUppercase && !/\p{Lu}/u.test(password)) throw weak('must have uppercase characters');
  if (policy.RequireLowercase && !/\p{Ll}/u.test(password)) throw weak('must have lowercase characters');
  if (policy.RequireNumbers && !/\d/.test(password)) throw weak('must have numeric characters');
  if (policy.RequireSymbols && !/[^\p{L}\d\s]/u.test(password)) throw weak('must have symbol characters');
}
