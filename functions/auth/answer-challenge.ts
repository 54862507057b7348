import { AdminRespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { refuse } from './cognito-refusal.ts';
import { guessing, spend } from './rate-limit.ts';
import { challengeSession, isSubject, sessionOf } from './session.ts';

type Step = { session: string; challenge: 'new_password' | 'authenticator'; answer: string };

const challenges = {
  new_password: { name: 'NEW_PASSWORD_REQUIRED', field: 'NEW_PASSWORD' },
  authenticator: { name: 'SOFTWARE_TOKEN_MFA', field: 'SOFTWARE_TOKEN_MFA_CODE' },
} as const;

/** Answers the further step of a sign-in: the new password of somebody invited, or a code of an authenticator app. */
export async function answerChallenge(step: Step, http: Http): Promise<SignedIn> {
  const { name: login, session } = challengeSession(step.session);
  const giveBack = await spend(guessing('challenge', login, http));
  if (!isSubject(login)) throw new Problem('auth.expired');
  const { name, field } = challenges[step.challenge];
  const answer = await cognito
    .send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: env('userPool'),
        ClientId: env('userPoolClient'),
        ChallengeName: name,
        Session: session,
        ChallengeResponses: { USERNAME: login, [field]: step.answer },
      }),
    )
    .catch(refuse('auth.expired', giveBack));
  await giveBack();
  return sessionOf(answer, http);
}
