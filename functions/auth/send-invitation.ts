import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CodeDeliveryFailureException,
  LimitExceededException,
  TooManyRequestsException,
  UnsupportedUserStateException,
} from '@aws-sdk/client-cognito-identity-provider';
import { now } from '#runtime/clock.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { transact, type Write } from '#runtime/transaction.ts';
import { Problem } from '#shared/contract/problem.ts';
import { invitationSent, type User } from './user.store.ts';

const groups = { owner: 'owner', admin: 'admin', manager: 'client', editor: 'client', viewer: 'client' } as const;

/** What Cognito answers when the mail did not go out, and may go out later. */
const noMail = [CodeDeliveryFailureException, LimitExceededException, TooManyRequestsException];

/**
 * Mails a first password to somebody whose row stands, and notes when. Throws `mail.unavailable` when no mail went out;
 * the invitation stays, and sending it again is safe.
 */
export async function sendInvitation(user: User): Promise<User> {
  await mailPassword(user);
  return noteSent(user);
}

/** Notes that a mail went out, with what is written beside it. */
export async function noteSent(user: User, also: readonly Write[] = []): Promise<User> {
  const sentAt = now();
  // Refused when they joined or were removed in this moment: then there is nothing to note.
  await transact([...invitationSent(user.subject, sentAt), ...also]);
  return { ...user, sentAt };
}

/** Cognito makes a new first password with every mail, so the last mail is the one that works. */
export async function mailPassword({ subject, email, role, language }: User): Promise<void> {
  const UserPoolId = env('userPool');
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: subject, GroupName: groups[role] }));
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
        ClientMetadata: { lang: language },
      }),
    );
  } catch (error) {
    // They have a password of their own by now, so a mail did reach them.
    if (error instanceof UnsupportedUserStateException) return;
    if (noMail.some((kind) => error instanceof kind)) throw new Problem('mail.unavailable', { cause: error });
    throw error;
  }
}
