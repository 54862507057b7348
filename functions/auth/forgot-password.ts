import { ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { errorName } from '#runtime/error-name.ts';
import type { Http } from '#runtime/http.ts';
import { logger } from '#runtime/logger.ts';
import type { Language } from '#shared/contract/text.ts';
import { refusalOf, silenceOf } from './cognito-refusal.ts';
import { byAddress, bySource, isWithin, spend } from './rate-limit.ts';

/**
 * Sends a code for a new password. Answers the same whether or not the address is known, and whether or not the mail
 * could go out: only an address that is known has a mail.
 *
 * What all places together may ask for one address is kept in silence. Each code went to its owner, and the last one
 * lets them in, whoever asked for it: nobody can keep the owner from it by asking too often.
 */
export async function forgotPassword({ email, language }: { email: string; language: Language }, http: Http) {
  await spend([...byAddress('forgot', http), bySource('forgot', email, http)]);
  if (!(await isWithin('forgotPerLogin', email))) return undefined;
  await cognito
    .send(
      new ForgotPasswordCommand({
        ClientId: env('userPoolClient'),
        Username: email,
        ClientMetadata: { lang: language },
      }),
    )
    .catch((error: unknown) => {
      const why = silenceOf(error);
      if (!why) throw refusalOf(error, 'auth.failed');
      if (why === 'mail trouble') logger.error('a code for a new password was not sent', { reason: errorName(error) });
    });
  return undefined;
}
