import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { refuse } from './cognito-refusal.ts';
import { openSession } from './session.ts';
import { sessionCookie } from './session-cookie.ts';

/** A fresh access token for the session that the browser keeps. */
export async function refreshSession(http: Http): Promise<SignedIn> {
  const refreshToken = sessionCookie(http);
  if (!refreshToken) throw new Problem('auth.required');
  const { AuthenticationResult } = await cognito
    .send(
      new AdminInitiateAuthCommand({
        UserPoolId: env('userPool'),
        ClientId: env('userPoolClient'),
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    )
    .catch(refuse('auth.expired'));
  if (!AuthenticationResult) throw new Problem('auth.expired');
  return openSession(AuthenticationResult, http);
}
