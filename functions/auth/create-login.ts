import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { now } from '#runtime/clock.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { logger } from '#runtime/logger.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Language } from '#shared/contract/text.ts';
import { userBySubjectNow } from './user.store.ts';

export type NewLogin = { email: string; name: string; language: Language; group: 'owner' | 'admin' | 'client' };

/** Longer than any request of ours lasts: an older login without a row was left behind by a crash. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Invites somebody (Cognito mails a first password) and has `record` write the rows that make her somebody to us.
 *
 * 1. The login is made; an address that has one already is refused with `member.exists`, unless the login was left
 *    behind without a row by a crash: then it is made anew.
 * 2. `record` writes the rows. It throws when they were not written.
 * 3. If it throws, the login is removed again, so that nothing half-made stands in the way of the next try.
 */
export async function createLogin<T>(login: NewLogin, record: (subject: string) => Promise<T>): Promise<T> {
  const subject = await invite(login).catch(async (error: unknown) => {
    if (!(error instanceof UsernameExistsException)) throw error;
    await removeAbandoned(login.email);
    return invite(login);
  });
  try {
    await cognito.send(
      new AdminAddUserToGroupCommand({ UserPoolId: env('userPool'), Username: subject, GroupName: login.group }),
    );
    return await record(subject);
  } catch (error) {
    await withdraw(subject);
    throw error;
  }
}

async function invite({ email, name, language }: NewLogin): Promise<string> {
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
      DesiredDeliveryMediums: ['EMAIL'],
      ClientMetadata: { lang: language },
    }),
  );
  return subjectOf(User?.Attributes);
}

async function removeAbandoned(email: string): Promise<void> {
  const { UserAttributes, UserCreateDate } = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: env('userPool'), Username: email }),
  );
  const subject = subjectOf(UserAttributes);
  const young = !UserCreateDate || now() - UserCreateDate.getTime() < ABANDONED_AFTER_MS;
  if (young || (await userBySubjectNow(subject))) throw new Problem('member.exists');
  await remove(subject);
}

/** After a doubtful write the row decides: a login that has one stays. */
async function withdraw(subject: string): Promise<void> {
  try {
    if (!(await userBySubjectNow(subject))) await remove(subject);
  } catch (error) {
    logger.error('login without a row was left behind', { subject, error: error instanceof Error ? error : undefined });
  }
}

const remove = (subject: string) =>
  cognito.send(new AdminDeleteUserCommand({ UserPoolId: env('userPool'), Username: subject }));

/** Cognito's name of a login among its attributes. */
export function subjectOf(attributes: { Name?: string | undefined; Value?: string | undefined }[] | undefined): string {
  const subject = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!subject) throw new Error('Cognito gave no subject');
  return subject;
}
