import { now } from '#runtime/clock.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Login, NewLogin } from './create-login.ts';
import { freeLogin } from './free-login.ts';
import { spend } from './rate-limit.ts';
import { invitationOf } from './team.ts';
import { type User, userBySubjectNow } from './user.store.ts';

type Invitation = {
  /** The subject under which the person will stand. Throws a `Problem` when this login cannot be invited. */
  place(login: Login): string | Promise<string>;
  /** Writes the rows; undefined when somebody else wrote them first. */
  write(subject: string): Promise<User | undefined>;
  /** Mails the invitation and notes when. Throws `mail.unavailable`. */
  send(user: User): Promise<User>;
};

/** More than two at once would have to meet at the same row. */
const TRIES = 2;

/**
 * Invites somebody. Whatever stops us, the same request goes on where it ended:
 * 1. the login is made or found;
 * 2. the rows are written, unless they are there;
 * 3. the mail is sent, unless one was that still works: at least once, with `mail.unavailable` when it cannot be.
 */
export async function invite(person: NewLogin, { place, write, send }: Invitation): Promise<User> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const subject = await place(await freeLogin(person));
    const row = (await userBySubjectNow(subject)) ?? (await write(subject));
    if (row) return row.status === 'invited' && !isOpen(row) ? send(row) : row;
  }
  throw new Error('Somebody else invites the same person at this moment');
}

/** Whether a mail is out whose first password still works. */
const isOpen = (row: User): boolean => (invitationOf(row)?.expiresAt ?? 0) > now();

/**
 * Counts an invitation against its business and its address, so that neither the mail rate of the platform nor one
 * person's letter box can be used up. What failed for a reason of ours does not count.
 */
export async function countingInvitation<T>(
  { clientId, email }: { clientId?: string; email: string },
  work: () => Promise<T>,
): Promise<T> {
  const giveBack = await spend([
    ...(clientId === undefined ? [] : [['invitePerBusiness', clientId] as const]),
    ['invitePerAddress', email],
  ]);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) await giveBack();
    throw error;
  }
}
