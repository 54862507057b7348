import type { Http } from '#runtime/http.ts';
import type { SignedIn } from '#shared/auth/contract.ts';
import { Problem } from '#shared/contract/problem.ts';
import { refuse } from './cognito-refusal.ts';
import { byAddress, spend } from './rate-limit.ts';
import { continueSession, refreshed } from './session.ts';
import { sessionCookie } from './session-cookie.ts';

/**
 * A fresh access token for the session that the browser keeps. Made-up tokens count against their address, rightful ones
 * only against themselves: many people come from one address.
 */
export async function refreshSession(http: Http): Promise<SignedIn> {
  const refreshToken = sessionCookie(http);
  if (!refreshToken) throw new Problem('auth.required');
  const giveBack = await spend(byAddress('refresh', http));
  await spend([['refreshPerSession', refreshToken]]);
  const result = await refreshed(refreshToken).catch(refuse('auth.expired'));
  if (!result) throw new Problem('auth.expired');
  await giveBack();
  return continueSession(result, http);
}
