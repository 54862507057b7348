import type { CustomMessageTriggerEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { env } from '#runtime/env.ts';
import { type Language, language } from '#shared/contract/text.ts';
import { accountMail, type MailKind } from './account-mail.ts';

const kinds: Partial<Record<CustomMessageTriggerEvent['triggerSource'], MailKind>> = {
  CustomMessage_AdminCreateUser: 'invitation',
  CustomMessage_ForgotPassword: 'new_password',
};

const Request = z.object({
  codeParameter: z.string().check(z.minLength(1)),
  usernameParameter: z.nullish(z.string()),
  userAttributes: z.record(z.string(), z.unknown()),
  clientMetadata: z.nullish(z.record(z.string(), z.string())),
});

/**
 * Words the mails that Cognito sends, in the person's language. Never sees a code: Cognito puts it where the
 * placeholder stands. On any doubt the event goes back unchanged and Cognito's own text goes out.
 */
export const handler = async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
  const kind = kinds[event.triggerSource];
  const request = Request.safeParse(event.request);
  if (!kind || !request.success) return event;
  const { codeParameter: code, usernameParameter: login, userAttributes, clientMetadata } = request.data;
  if (kind === 'invitation' && !login) return event;
  const languages = languagesOf(clientMetadata?.lang, userAttributes.locale);
  const { subject, html } = accountMail(kind, languages, { code, login: login ?? '', webUrl: env('webUrl') });
  return { ...event, response: { ...event.response, emailSubject: subject, emailMessage: html } };
};

/** The first that is known; else both, as we cannot tell. */
function languagesOf(...candidates: unknown[]): Language[] {
  const known = candidates.map((candidate) => language.safeParse(candidate)).find(({ success }) => success);
  return known?.success ? [known.data] : ['ar', 'en'];
}
