import { AdminDeleteUserCommand, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';

/** Deletes a login with its sessions. Named by its subject: one made anew for the same address is never meant. */
export async function removeLogin(subject: string): Promise<void> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: env('userPool'), Username: subject }));
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}
