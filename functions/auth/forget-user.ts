import { AdminDeleteUserCommand, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { transact } from '#runtime/transaction.ts';
import { type User, userForgotten } from './user.store.ts';

/**
 * The end of a removal: the login goes, and every session with it, then the row that remembered what was left to do.
 * Only for a row that is marked as removed; doing it again does nothing.
 */
export async function forgetUser({ subject }: User): Promise<void> {
  await removeLogin(subject);
  await transact(userForgotten(subject));
}

/** Named by its subject, so that a login made anew for the same address is never meant. */
export async function removeLogin(subject: string): Promise<void> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: env('userPool'), Username: subject }));
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}
