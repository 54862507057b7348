import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { refuse } from './cognito-refusal.ts';
import { byAddress, spend } from './rate-limit.ts';
import { sessionOf } from './session.ts';

/** Signs somebody in. An unknown address answers exactly like a wrong password; only failures count as attempts. */
export async function signIn({ email, password }: { email: string; password: string }, http: Http): Promise<SignedIn> {
  const giveBack = await spend([...byAddress('signIn', http), ['signInPerEmail', email]]);
  const answer = await cognito
    .send(
      new AdminInitiateAuthCommand({
        UserPoolId: env('userPool'),
        ClientId: env('userPoolClient'),
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    )
    .catch(refuse('auth.failed'));
  await giveBack();
  return sessionOf(answer, email, http);
}
