import * as z from 'zod/mini';
import { type Api, apiAt, readJson } from './api.ts';

const MailList = z.object({ emails: z.array(z.object({ at: z.number(), html: z.optional(z.string()) })) });

const DELIVERY_MS = 10_000;
const GLANCE_MS = 100;

/**
 * What an invited person does: opens the mail, signs in with the first password in it, and chooses one of their own.
 * Returns the API as they use it from then on.
 */
export async function join(places: { api: string; mail: string }, email: string, password: string): Promise<Api> {
  const visitor = apiAt(places.api);
  const first = await invitedPassword(places.mail, email);
  const asked = await visitor.auth.signIn({ body: { email, password: first } });
  if (asked.kind !== 'challenge') throw new Error(`${email} was not asked for a password of their own`);
  const { challenge, session } = asked;
  const opened = await visitor.auth.challenge({ body: { email, session, challenge, answer: password } });
  if (opened.kind !== 'session') throw new Error(`${email} could not sign in with their new password`);
  return apiAt(places.api, opened.accessToken);
}

async function invitedPassword(mail: string, email: string): Promise<string> {
  const giveUp = performance.now() + DELIVERY_MS;
  while (performance.now() < giveUp) {
    const { emails } = await readJson(MailList, `${mail}/store?to=${encodeURIComponent(email)}`);
    const found = emails.map(({ html = '' }) => passwordIn(html)).find((password) => password !== undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, GLANCE_MS));
  }
  throw new Error(`No invitation arrived for ${email}`);
}

/** The large characters of our own invitation, or what Cognito's own wording says. */
function passwordIn(html: string): string | undefined {
  const shown = /font-size:22px"><span[^>]*>([^<]+)</.exec(html) ?? /temporary password is (\S+)\.$/m.exec(html);
  return shown?.[1]?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
