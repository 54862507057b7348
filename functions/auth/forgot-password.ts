import {
  ForgotPasswordCommand,
  InvalidParameterException,
  NotAuthorizedException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import type { Http } from '#runtime/http.ts';
import type { Language } from '#shared/contract/text.ts';
import { refusalOf } from './cognito-refusal.ts';
import { byAddress, spend } from './rate-limit.ts';

/** Refusals that would tell whether an address is known, or in which state its login is. */
const telling = [UserNotFoundException, NotAuthorizedException, InvalidParameterException];

/** Sends a code for a new password. Answers the same whether or not the address is known. */
export async function forgotPassword({ email, language }: { email: string; language: Language }, http: Http) {
  await spend([...byAddress('forgot', http), ['forgotPerEmail', email]]);
  await cognito
    .send(
      new ForgotPasswordCommand({
        ClientId: env('userPoolClient'),
        Username: email,
        ClientMetadata: { lang: language },
      }),
    )
    .catch((error: unknown) => {
      if (!telling.some((kind) => error instanceof kind)) throw refusalOf(error, 'auth.failed');
    });
  return undefined;
}
