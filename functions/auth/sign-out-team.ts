import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { logger } from '#runtime/logger.ts';
import { isElsewhere } from './elsewhere.ts';
import type { User } from './user.store.ts';

/** Ends every session of a team. Only a help: the rows already refuse a suspended team, whatever its tokens say. */
export async function signOutTeam(team: readonly User[]): Promise<void> {
  const ends = team
    .filter((one) => !isElsewhere(one))
    .map(({ subject }) =>
      cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: env('userPool'), Username: subject })),
    );
  const failed = (await Promise.allSettled(ends)).filter(({ status }) => status === 'rejected').length;
  if (failed > 0) logger.warn('sessions of a suspended team were not ended', { failed });
}
