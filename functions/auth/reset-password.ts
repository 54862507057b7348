import { AdminGetUserCommand, ConfirmForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import { isStrongPassword } from '#shared/auth/password-rules.ts';
import { Problem } from '#shared/contract/problem.ts';
import { refuseReset } from './cognito-refusal.ts';
import { subjectOf } from './create-login.ts';
import { rememberDevice } from './device.ts';
import { bySource, forgive, guessing, spend } from './rate-limit.ts';
import { endAllSessions } from './session.ts';

type Reset = { email: string; code: string; password: string };

/**
 * Sets a new password with the code from the mail, and ends every session that the old one had opened. Whoever has the
 * code is the owner: what others guessed wrong no longer slows them.
 *
 * A weak password is refused before anything is asked: the user pool would only say it to somebody it knows.
 */
export async function resetPassword({ email, code, password }: Reset, http: Http): Promise<undefined> {
  if (!isStrongPassword(password)) throw new Problem('auth.password_weak');
  const giveBack = await spend(guessing('reset', email, http));
  await cognito
    .send(
      new ConfirmForgotPasswordCommand({
        ClientId: env('userPoolClient'),
        Username: email,
        ConfirmationCode: code,
        Password: password,
      }),
    )
    .catch(refuseReset);
  const subject = await subjectBehind(email);
  await endAllSessions(subject);
  await rememberDevice(email, http);
  await Promise.all([
    giveBack(),
    forgive([
      bySource('signIn', email, http),
      ['signInPerLogin', email],
      bySource('challenge', subject, http),
      ['challengePerLogin', subject],
    ]),
  ]);
}

async function subjectBehind(email: string): Promise<string> {
  const { UserAttributes } = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: env('userPool'), Username: email }),
  );
  return subjectOf(UserAttributes);
}
