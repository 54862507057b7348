import { randomBytes, scryptSync } from 'node:crypto';
import * as z from 'zod/mini';
import { AwsError } from '../service.ts';

/** As in the template; temporary passwords last so many days. */
export type PasswordPolicy = {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  TemporaryPasswordValidityDays?: number;
};

/** What the API takes as a password at all, whatever the policy says. */
export const Password = z.string().check(z.maxLength(256), z.regex(/^\S(.*\S)?$/));

/** Low cost, because these are throw-away logins of one laptop; still never in clear. */
export const hashPassword = (password: string, salt = randomBytes(16).toString('base64')): string =>
  `${salt}.${scryptSync(password, Buffer.from(salt, 'base64'), 32, { N: 1024 }).toString('base64')}`;

export const isPassword = (password: string, hashed: string): boolean =>
  hashPassword(password, hashed.split('.')[0]) === hashed;

/** Letters and digits of basic Latin only, and Cognito's own list of symbols: an Arabic letter counts as neither. */
const required = [
  ['RequireUppercase', /[A-Z]/, 'uppercase'],
  ['RequireLowercase', /[a-z]/, 'lowercase'],
  ['RequireNumbers', /[0-9]/, 'numeric'],
  ['RequireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'symbol'],
] as const;

export function assertStrong(password: string, policy: PasswordPolicy): void {
  const missing = required.find(([rule, characters]) => policy[rule] && !characters.test(password));
  const isShort = password.length < (policy.MinimumLength ?? 8);
  const why = isShort ? 'not long enough' : missing && `must have ${missing[2]} characters`;
  if (why) throw new AwsError('InvalidPasswordException', `Password did not conform with policy: Password ${why}`);
}

/** Meets every policy of its length. */
export const temporaryPassword = ({ MinimumLength = 8 }: PasswordPolicy): string =>
  `Aa1!${randomBytes(MinimumLength).toString('base64url')}`;
