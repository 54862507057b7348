import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CodeDeliveryFailureException,
  LimitExceededException,
  TooManyRequestsException,
  UnsupportedUserStateException,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientProfile } from '#functions/clients/client-profile.ts';
import { sendMail } from '#functions/mail/send-mail.ts';
import { now } from '#runtime/clock.ts';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { transact, type Write } from '#runtime/transaction.ts';
import { Problem } from '#shared/contract/problem.ts';
import { isElsewhere } from './elsewhere.ts';
import { elsewhereMail } from './elsewhere-mail.ts';
import { invitationSent, type User } from './user.store.ts';

const groups = { owner: 'owner', admin: 'admin', manager: 'client', editor: 'client', viewer: 'client' } as const;

/** What Cognito answers when the mail did not go out, and may go out later. */
const noMail = [CodeDeliveryFailureException, LimitExceededException, TooManyRequestsException];

/**
 * Writes to somebody whose row stands, and notes when. `also` is written with the note. Throws `mail.unavailable` when
 * no mail went out; the invitation stays, and sending it again is safe.
 */
export async function sendInvitation<U extends User>(user: U, also: readonly Write[] = []) {
  if (isElsewhere(user)) await tellElsewhere(user);
  else await mailPassword(user);
  const sentAt = now();
  // Refused when they joined or were removed in this moment: then there is nothing to note.
  await transact([...invitationSent(user.subject, sentAt), ...also]);
  return { ...user, sentAt };
}

/** Cognito makes a new first password with every mail, so the last mail is the one that works. */
async function mailPassword({ subject, email, role, language }: User): Promise<void> {
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

async function tellElsewhere({ email, language, clientId = '' }: User): Promise<void> {
  const delivery = await sendMail(email, elsewhereMail(language, await clientProfile(clientId)));
  if (delivery !== 'sent') throw new Problem('mail.unavailable');
}
