import { transact } from '#runtime/transaction.ts';
import { removeLogin } from './remove-login.ts';
import { type User, userForgotten } from './user.store.ts';

/**
 * The end of a removal: the login goes, and every session with it, then the row that remembered what was left to do.
 * Only for a row that is marked as removed; doing it again does nothing.
 */
export async function forgetUser({ subject }: User): Promise<void> {
  await removeLogin(subject);
  await transact(userForgotten(subject));
}
