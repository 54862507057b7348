import { AdminUserGlobalSignOutCommand, ConfirmForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import { refuse } from './cognito-refusal.ts';
import { byAddress, spend } from './rate-limit.ts';

type Reset = { email: string; code: string; password: string };

/** Sets a new password with the code from the mail, and ends every session that the old one had opened. */
export async function resetPassword({ email, code, password }: Reset, http: Http): Promise<undefined> {
  const giveBack = await spend([...byAddress('reset', http), ['resetPerEmail', email]]);
  await cognito
    .send(
      new ConfirmForgotPasswordCommand({
        ClientId: env('userPoolClient'),
        Username: email,
        ConfirmationCode: code,
        Password: password,
      }),
    )
    .catch(refuse('auth.code_wrong', giveBack));
  await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: env('userPool'), Username: email }));
  await giveBack();
}
