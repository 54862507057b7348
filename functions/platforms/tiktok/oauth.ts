import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { networkOf, type SecretOf } from '#shared/platforms/platform.ts';
import type { LinkedAccount, Linker } from '../linking.ts';
import { pictureFrom } from '../picture.ts';
import type { Outcome } from '../platform.ts';
import { refreshBy, tokenFrom } from '../token-pair.ts';
import { tiktokRequest, tiktokTokenRequest } from './call.ts';
import { tiktokTokenFault } from './errors.ts';

type App = SecretOf<'tiktok'>;
const REFRESH_BEFORE_END_MS = 2 * 60 * 60_000;
const TOKEN = '/v2/oauth/token/';

const granted = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number(),
  refresh_token: z.optional(z.string()),
  // Part of keys.
  open_id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  scope: z.optional(z.string()),
});
const profile = z.object({
  user: z.object({
    display_name: z.optional(z.string()),
    username: z.optional(z.string()),
    avatar_url_100: z.optional(z.string()),
    avatar_url: z.optional(z.string()),
  }),
});

const clientOf = ({ clientKey, clientSecret }: App) => ({ client_key: clientKey, client_secret: clientSecret });

function authorizeUrl({ clientKey }: App, { redirectUri, state }: { redirectUri: string; state: string }): string {
  const query = new URLSearchParams({
    client_key: clientKey,
    scope: networkOf('tiktok').scopes.asked.join(','),
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
  });
  return `${networkHost('tiktok', 'www')}/v2/auth/authorize/?${query}`;
}

/** Code → tokens → who it is, asked only for what was granted. */
async function exchange(
  app: App,
  { redirectUri, code }: { redirectUri: string; code: string },
): Promise<Outcome<LinkedAccount>> {
  const form = { ...clientOf(app), code, grant_type: 'authorization_code', redirect_uri: redirectUri };
  const answer = await tiktokTokenRequest(TOKEN, form, tiktokTokenFault, granted);
  if (!answer.ok) return answer;
  const token = tokenFrom(answer.value);
  const { open_id: externalId, scope = '' } = answer.value;
  const scopes = scope.split(',').map((one) => one.trim());
  const named = scopes.includes('user.info.profile') ? ',username' : '';
  const path = `/v2/user/info/?fields=open_id,display_name,avatar_url_100${named}`;
  const who = await tiktokRequest({ externalId, token: token.token }, { path }, 'read', profile);
  if (!who.ok) return who;
  const { username = externalId, display_name: name = username, avatar_url_100, avatar_url } = who.value.user;
  const picture = await pictureFrom(avatar_url_100 ?? avatar_url);
  return { ok: true, value: { ...token, externalId, username, name, picture, scopes } };
}

/** Connecting accounts of TikTok by Login Kit. A refresh may bring another refresh token, so each counts as rotating. */
export const tiktokLinker: Linker<'tiktok'> = {
  authorizeUrl,
  exchange,
  rotates: true,
  refreshNeedsApp: true,
  refresh: refreshBy((app, form) =>
    tiktokTokenRequest(TOKEN, { ...clientOf(app), ...form }, tiktokTokenFault, granted),
  ),
  refreshAt: ({ expiresAt }) => expiresAt - REFRESH_BEFORE_END_MS,
  revoke: ({ token }, app) =>
    tiktokTokenRequest('/v2/oauth/revoke/', { ...clientOf(app), token }, tiktokTokenFault, z.looseObject({})),
};
