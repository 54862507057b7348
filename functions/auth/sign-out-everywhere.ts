import type { Http } from '#runtime/http.ts';
import type { Actor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { endAllSessions } from './session.ts';
import { forgetSession } from './session-cookie.ts';
import { userById } from './user.store.ts';

/** Ends every session of whoever asks, on every device, this one too. */
export async function signOutEverywhere(actor: Actor, http: Http): Promise<undefined> {
  const user = await userById(actor.userId);
  if (!user) throw new Problem('auth.required');
  await endAllSessions(user.subject);
  forgetSession(http);
}
