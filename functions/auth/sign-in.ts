import { AdminInitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { refuse, refuseShut } from './cognito-refusal.ts';
import { isKnownDevice } from './device.ts';
import { guessing, spend } from './rate-limit.ts';
import { sessionOf } from './session.ts';

/**
 * Signs somebody in. An unknown address answers exactly like a wrong password; only failures count as attempts, and
 * those of strangers do not count for a device that has signed in with this address before.
 */
export async function signIn({ email, password }: { email: string; password: string }, http: Http): Promise<SignedIn> {
  const isKnown = await isKnownDevice(email, http);
  const giveBack = isKnown ? undefined : await spend(guessing('signIn', email, http));
  const answer = await cognito
    .send(
      new AdminInitiateAuthCommand({
        UserPoolId: env('userPool'),
        ClientId: env('userPoolClient'),
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    )
    .catch(isKnown ? refuseShut('auth.failed') : refuse('auth.failed'));
  await giveBack?.();
  return sessionOf(answer, http);
}
