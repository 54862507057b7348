import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { networkOf, type SecretOf } from '#shared/platforms/platform.ts';
import type { LinkedAccount, Linker } from '../linking.ts';
import { pictureFrom } from '../picture.ts';
import { challengeOf, verifierOf } from '../pkce.ts';
import type { Outcome } from '../platform.ts';
import { refreshBy, tokenFrom } from '../token-pair.ts';
import { xRequest } from './call.ts';
import { xTokenFault } from './errors.ts';

type App = SecretOf<'x'>;

const REFRESH_BEFORE_END_MS = 30 * 60_000;

const pair = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.optional(z.string()),
  scope: z.optional(z.string()),
});
const profile = z.object({
  data: z.object({
    // Part of keys, so nothing but digits may come in.
    id: z.string().check(z.regex(/^\d{1,19}$/)),
    username: z.string(),
    name: z.optional(z.string()),
    profile_image_url: z.optional(z.string()),
  }),
});

/** A call to the token endpoints: our app is a confidential client. */
const askAs = <S extends z.ZodMiniType>({ clientId, clientSecret }: App, path: string, form: object, answer: S) =>
  xRequest(
    undefined,
    {
      method: 'POST',
      path,
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ ...form }),
    },
    xTokenFault,
    answer,
  );

function authorizeUrl({ clientId, clientSecret }: App, { redirectUri, state }: { redirectUri: string; state: string }) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: networkOf('x').scopes.asked.join(' '),
    state,
    code_challenge: challengeOf(verifierOf(clientSecret, state)),
    code_challenge_method: 'S256',
  });
  // X reads a plus as a plus.
  return `${networkHost('x', 'www')}/i/oauth2/authorize?${query.toString().replaceAll('+', '%20')}`;
}

/** Code → tokens → who it is. The code lives thirty seconds, so this happens in the request that brings it. */
async function exchange(
  app: App,
  { redirectUri, code, state }: { redirectUri: string; code: string; state: string },
): Promise<Outcome<LinkedAccount>> {
  const form = {
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    code_verifier: verifierOf(app.clientSecret, state),
  };
  const granted = await askAs(app, '/2/oauth2/token', form, pair);
  if (!granted.ok) return granted;
  const token = tokenFrom(granted.value);
  const who = await xRequest(
    { externalId: '', token: token.token },
    { method: 'GET', path: '/2/users/me?user.fields=profile_image_url' },
    'read',
    profile,
  );
  if (!who.ok) return who;
  const { id: externalId, username, name = username, profile_image_url: address } = who.value.data;
  const picture = await pictureFrom(address);
  const scopes = (granted.value.scope ?? '').split(' ').filter(Boolean);
  return { ok: true, value: { ...token, externalId, username, name, picture, scopes } };
}

/** Connecting accounts of X: OAuth 2.0 with PKCE, tokens of two hours, a new refresh token with each. */
export const xLinker: Linker<'x'> = {
  authorizeUrl,
  exchange,
  rotates: true,
  refreshNeedsApp: true,
  refresh: refreshBy((app, form) => askAs(app, '/2/oauth2/token', form, pair)),
  refreshAt: ({ expiresAt }) => expiresAt - REFRESH_BEFORE_END_MS,
  revoke: ({ token, refreshToken }, app) => {
    const [value, hint] = refreshToken === undefined ? [token, 'access_token'] : [refreshToken, 'refresh_token'];
    return askAs(app, '/2/oauth2/revoke', { token: value, token_type_hint: hint }, z.looseObject({}));
  },
};
