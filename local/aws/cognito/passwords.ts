import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { AwsError } from '../service.ts';

export type PasswordPolicy = {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  /** Days that a temporary password lasts. */
  TemporaryPasswordValidityDays?: number;
};

/** What the API takes as a password at all, whatever the policy says. */
export const Password = z.string().check(z.maxLength(256), z.regex(/^\S(.*\S)?$/));

/** Low cost, because these are throw-away logins of one laptop; still never in clear. */
const digest = (password: string, salt: Buffer) => scryptSync(password, salt, 32, { N: 1024 });

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}.${digest(password, salt).toString('base64')}`;
}

export function isPassword(password: string, hashed: string): boolean {
  const [salt = '', hash = ''] = hashed.split('.');
  return timingSafeEqual(digest(password, Buffer.from(salt, 'base64')), Buffer.from(hash, 'base64'));
}

/** Letters and digits of basic Latin only, and Cognito's own list of symbols: an Arabic letter counts as neither. */
export function assertStrong(password: string, policy: PasswordPolicy): void {
  const weak = (what: string) =>
    new AwsError('InvalidPasswordException', `Password did not conform with policy: Password ${what}`);
  if (password.length < (policy.MinimumLength ?? 8)) throw weak('not long enough');
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) throw weak('must have uppercase characters');
  if (policy.RequireLowercase && !/[a-z]/.test(password)) throw weak('must have lowercase characters');
  if (policy.RequireNumbers && !/[0-9]/.test(password)) throw weak('must have numeric characters');
  if (policy.RequireSymbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password))
    throw weak('must have symbol characters');
}

/** Meets every policy of its length: letters of both cases, digits and a sign. */
export function temporaryPassword({ MinimumLength = 8 }: PasswordPolicy): string {
  const pick = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
  const lower = pick('abcdefghijkmnpqrstuvwxyz', Math.max(5, MinimumLength - 8));
  return `${pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 3)}${lower}${pick('23456789', 4)}${pick('!#%+', 1)}`;
}
