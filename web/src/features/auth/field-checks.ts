import { password } from '#shared/auth/contract.ts';
import { code, email } from '#shared/contract/text.ts';

const [address, sixDigits] = [email(), code()];

/** Whether the contract would take this as an e-mail address. */
export const isEmail = (value: string): boolean => address.safeParse(value).success;

export const isMailedCode = (value: string): boolean => sixDigits.safeParse(value).success;

/** What is wrong with a password before the server is asked, or undefined. */
export function passwordFault(value: string): 'missing' | 'unusable' | undefined {
  if (value === '') return 'missing';
  return password.safeParse(value).success ? undefined : 'unusable';
}

export const isPassword = (value: string): boolean => passwordFault(value) === undefined;
