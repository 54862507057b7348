import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { networkOf, type SecretOf } from '#shared/platforms/platform.ts';
import type { LinkedAccount, Linker } from '../linking.ts';
import { pictureFrom } from '../picture.ts';
import type { Outcome } from '../platform.ts';
import { refreshBy, tokenFrom } from '../token-pair.ts';
import { snapchatTokenRequest } from './call.ts';
import { snapchatTokenFault } from './errors.ts';
import { myProfile, pendingId } from './profile.ts';

type App = SecretOf<'snapchat'>;
const REFRESH_BEFORE_END_MS = 20 * 60_000;
/** Where Snap does not say: older documents had this. */
const SHORTEST_LIFE_SECONDS = 1800;

const granted = z.object({
  access_token: z.string(),
  expires_in: z._default(z.number(), SHORTEST_LIFE_SECONDS),
  refresh_token: z.optional(z.string()),
  scope: z.optional(z.string()),
});

const clientOf = ({ clientId, clientSecret }: App) => ({ client_id: clientId, client_secret: clientSecret });

function authorizeUrl({ clientId }: App, { redirectUri, state }: { redirectUri: string; state: string }): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: networkOf('snapchat').scopes.asked.join(' '),
    state,
  });
  return `${networkHost('snapchat', 'accounts')}/login/oauth2/authorize?${query}`;
}

/**
 * Code → tokens → profile. While Snap has not put our app on its list it shows us no profile: the consent is kept all
 * the same under a name of its own, so that posts can be planned on it, and a person posts them.
 */
async function exchange(
  app: App,
  { redirectUri, code }: { redirectUri: string; code: string },
): Promise<Outcome<LinkedAccount>> {
  const form = { ...clientOf(app), grant_type: 'authorization_code', code, redirect_uri: redirectUri };
  const answer = await snapchatTokenRequest(form, snapchatTokenFault, granted);
  if (!answer.ok) return answer;
  const token = tokenFrom(answer.value);
  const scopes = (answer.value.scope ?? '').split(' ').filter(Boolean);
  const found = await myProfile({ externalId: '', token: token.token });
  if (!found.ok && found.fault.reason !== 'platform.unapproved') return found;
  if (!found.ok) {
    const mark = createHash('sha256')
      .update(token.refreshToken ?? token.token)
      .digest('hex')
      .slice(0, 24);
    const named = { username: 'snapchat', name: 'Snapchat', picture: undefined };
    return { ok: true, value: { ...token, externalId: pendingId(mark), ...named, scopes } };
  }
  if (!found.value)
    return {
      ok: false,
      fault: { disposition: 'permanent', reason: 'account.permission', detail: 'no public profile' },
    };
  const {
    id: externalId,
    snap_user_name: username = externalId,
    display_name: name = username,
    logo_urls,
  } = found.value;
  const picture = await pictureFrom(logo_urls?.original_logo_url);
  return { ok: true, value: { ...token, externalId, username, name, picture, scopes } };
}

/** Connecting public profiles of Snapchat. A refresh may bring another refresh token, so each counts as rotating. */
export const snapchatLinker: Linker<'snapchat'> = {
  authorizeUrl,
  exchange,
  rotates: true,
  refreshNeedsApp: true,
  refresh: refreshBy((app, form) => snapchatTokenRequest({ ...clientOf(app), ...form }, snapchatTokenFault, granted)),
  refreshAt: ({ expiresAt }) => expiresAt - REFRESH_BEFORE_END_MS,
};
