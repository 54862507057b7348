import { clientProfile } from '#functions/clients/client-profile.ts';
import { sendMail } from '#functions/mail/send-mail.ts';
import type { Write } from '#runtime/transaction.ts';
import { Problem } from '#shared/contract/problem.ts';
import { isElsewhere } from './elsewhere.ts';
import { elsewhereMail } from './elsewhere-mail.ts';
import { mailPassword, noteSent } from './send-invitation.ts';
import type { User } from './user.store.ts';

/**
 * Writes to somebody invited to a team: a first password, or why they cannot have one. `also` is written with the note
 * of when. Throws `mail.unavailable`, alike for both.
 */
export async function sendTeamInvitation(user: User, also: readonly Write[] = []): Promise<User> {
  if (isElsewhere(user)) await tellElsewhere(user);
  else await mailPassword(user);
  return noteSent(user, also);
}

async function tellElsewhere({ email, language, clientId = '' }: User): Promise<void> {
  const delivery = await sendMail(email, elsewhereMail(language, await clientProfile(clientId)));
  if (delivery !== 'sent') throw new Problem('mail.unavailable');
}
