import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Language } from '#shared/contract/text.ts';
import { type User, userBySubjectNow } from './user.store.ts';

export type NewLogin = { email: string; name: string; language: Language };

/**
 * A login of the user pool, and the row that makes it somebody to us, if there is one. `isFresh`: nobody has chosen a
 * password for it yet.
 */
export type Login = { subject: string; isFresh: boolean; user: User | undefined };

/** Somebody else may remove the same login while we look. */
const TRIES = 3;

/**
 * The login of an address, made if there is none. Nothing is mailed and nobody knows its first password, so a login
 * that a crash left behind lets nobody in: whoever asks next takes it over.
 */
export async function createLogin(person: NewLogin): Promise<Login> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const made = await create(person);
    if (made) return { subject: made, isFresh: true, user: undefined };
    const found = await read(person.email);
    if (found) return { ...found, user: await userBySubjectNow(found.subject) };
  }
  throw new Error('The login of this address changes while it is looked at');
}

/** Undefined when the address has a login already. */
async function create({ email, name, language }: NewLogin): Promise<string | undefined> {
  try {
    const { User } = await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: env('userPool'),
        Username: email,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'name', Value: name },
          { Name: 'locale', Value: language },
        ],
        MessageAction: 'SUPPRESS',
      }),
    );
    return subjectOf(User?.Attributes);
  } catch (error) {
    if (error instanceof UsernameExistsException) return undefined;
    throw error;
  }
}

async function read(email: string): Promise<{ subject: string; isFresh: boolean } | undefined> {
  try {
    const { UserAttributes, UserStatus } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: env('userPool'), Username: email }),
    );
    return { subject: subjectOf(UserAttributes), isFresh: UserStatus === 'FORCE_CHANGE_PASSWORD' };
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

/** Cognito's name of a login among its attributes. */
export function subjectOf(attributes: { Name?: string | undefined; Value?: string | undefined }[] | undefined): string {
  const subject = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!subject) throw new Error('Cognito gave no subject');
  return subject;
}
